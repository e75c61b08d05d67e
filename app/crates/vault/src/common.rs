//! Which passphrases does everybody choose? A short list by hand: numbers that sound like words, pinyin, English
//! habits, school and office words. Rows of keys and counting are found by rule, not listed.

/// Lower case, without white space; a tail of digits or marks is cut off before looking here as well.
pub(crate) const COMMON: &[&str] = &[
    "000000", "00000000", "111111", "11111111", "112233", "11223344", "121212", "123123", "123321", "123456",
    "12345678", "123456789", "1234567890", "123654", "123654789", "1314520", "131421", "147258369", "147852369", "159357",
    "1qaz2wsx", "1q2w3e4r", "1q2w3e4r5t", "520131", "5201314", "520520", "5211314", "654321", "666666", "66666666",
    "7758258", "7758521", "87654321", "888888", "88888888", "987654321", "999999", "a123456", "a1b2c3", "a1b2c3d4",
    "aa123456", "aaa111", "abc123", "abcd1234", "abcdef", "admin", "admin123", "administrator", "adminadmin", "aini1314",
    "asd123", "asdasd", "asdf1234", "asdfgh", "asdfghjkl", "baby", "babygirl", "banzhuren", "baobao", "baobei",
    "beijing", "caonima", "changeme", "china", "chinese", "chongqing", "computer", "default", "dragon", "fangfang",
    "football", "freedom", "gaoxiao", "gongzuo", "google", "guest", "haha", "hahaha", "hello", "helloworld",
    "huawei", "iloveyou", "internet", "jiajia", "jiaoshi", "jiaoyuju", "jiayou", "kaixin", "kongchuo", "kongchuobaoxue",
    "laoshi", "lebron", "letmein", "liuliuliu", "login", "love", "loveyou", "lovely", "master", "meimei",
    "mima", "mimamima", "monkey", "mypassword", "nihao", "nihaoma", "nimda", "nopassword", "office", "p@ssw0rd",
    "pass", "passw0rd", "password", "password1", "passwd", "pingan", "princess", "q1w2e3", "q1w2e3r4", "qaz123",
    "qazwsx", "qazwsxedc", "qq123456", "qqq111", "qwe123", "qweasd", "qweasdzxc", "qweqwe", "qwer1234", "qwerty",
    "qwerty123", "root", "rootroot", "school", "secret", "shanghai", "shouxue", "sichuan", "sunshine", "superman",
    "system", "taobao", "teacher", "tengxun", "test", "testtest", "tianshi", "tiantian", "toor", "user",
    "wang", "wangwang", "wanwan", "weixin", "welcome", "windows", "woaini", "woaini1314", "woaini520", "woaiwojia",
    "wobuzhidao", "wodemima", "woshishui", "woshiwo", "wowowo", "xiaoxue", "xiaozhang", "xiaoming", "xuexiao", "xuesheng",
    "xxxxxx", "yangyang", "yiqiwuer", "youareok", "yuanyuan", "zaijian", "zhang", "zhangwei", "zhongguo", "zhongxue",
    "zxc123", "zxcvbn", "zxcvbnm", "我爱中国", "我爱你", "我爱你中国", "我爱我家", "我的密码", "密码", "密码密码",
    "学校", "好好学习", "好好学习天天向上", "天天向上", "中华人民共和国", "为人民服务", "控辍保学", "守学", "万事如意", "恭喜发财",
    "一帆风顺", "心想事成", "平安快乐", "身体健康万事如意", "新年快乐", "生日快乐", "百年树人", "教书育人", "立德树人", "不忘初心牢记使命",
    "实事求是", "团结紧张严肃活泼", "床前明月光", "春眠不觉晓", "白日依山尽", "锄禾日当午", "鹅鹅鹅", "人之初性本善", "学而时习之",
    "海内存知己天涯若比邻", "书山有路勤为径", "床前明月光疑是地上霜", "春眠不觉晓处处闻啼鸟", "白日依山尽黄河入海流", "锄禾日当午汗滴禾下土",
];
