// Decides whether this browser is above the floor (Chrome 109). Written in the oldest JavaScript there is,
// because it must run exactly where nothing else does; boot.js does not start when it found something missing.
(function () {
  "use strict";

  // The smallest modules that use what the compiled client uses: a table of externref, a function with two results,
  // memory.fill, i32.extend8_s and i32.trunc_sat_f32_s. A browser that cannot validate them cannot run the client.
  var FEATURES = [
    ["WebAssembly 引用类型", [0, 97, 115, 109, 1, 0, 0, 0, 4, 4, 1, 111, 0, 0]],
    ["WebAssembly 多返回值", [0, 97, 115, 109, 1, 0, 0, 0, 1, 6, 1, 96, 0, 2, 127, 127, 3, 2, 1, 0, 10, 8, 1, 6, 0, 65, 0, 65, 0, 11]],
    ["WebAssembly 批量内存", [0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 5, 3, 1, 0, 1, 10, 13, 1, 11, 0, 65, 0, 65, 0, 65, 0, 252, 11, 0, 11]],
    ["WebAssembly 符号扩展", [0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 127, 3, 2, 1, 0, 10, 7, 1, 5, 0, 65, 0, 192, 11]],
    ["WebAssembly 饱和取整", [0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 127, 3, 2, 1, 0, 10, 11, 1, 9, 0, 67, 0, 0, 0, 0, 252, 0, 11]]
  ];

  function validates(bytes) {
    try {
      return WebAssembly.validate(new Uint8Array(bytes));
    } catch (error) {
      return false;
    }
  }

  function missing() {
    var found = [];
    var i;
    if (typeof WebAssembly !== "object" || typeof Uint8Array !== "function") {
      found.push("WebAssembly");
    } else {
      for (i = 0; i < FEATURES.length; i += 1) {
        if (!validates(FEATURES[i][1])) {
          found.push(FEATURES[i][0]);
        }
      }
    }
    if (typeof indexedDB === "undefined") {
      found.push("IndexedDB");
    }
    if (typeof Worker === "undefined") {
      found.push("Web Worker");
    }
    if (typeof BroadcastChannel === "undefined") {
      found.push("BroadcastChannel");
    }
    if (window.isSecureContext === false) {
      found.push("安全连接（网址须以 https 开头）");
    } else if (typeof navigator.locks === "undefined") {
      found.push("Web Locks");
    }
    if (!(window.CSS && CSS.supports && CSS.supports("selector(:has(a))"))) {
      found.push("CSS :has()");
    }
    return found;
  }

  function show(names) {
    var gate = document.getElementById("gate");
    var loading = document.getElementById("boot-loading");
    if (loading) {
      loading.style.display = "none";
    }
    if (gate) {
      gate.removeAttribute("hidden");
      gate.style.display = "block";
      document.getElementById("gate-missing").appendChild(document.createTextNode(names.join("、")));
    }
  }

  var names = missing();
  window.shouxueBelowFloor = names.length > 0;
  if (names.length > 0) {
    if (document.readyState === "complete" || document.readyState === "interactive") {
      show(names);
    } else if (document.addEventListener) {
      document.addEventListener("DOMContentLoaded", function () { show(names); });
    } else {
      window.attachEvent("onload", function () { show(names); });
    }
  }
}());
