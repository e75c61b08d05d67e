//! Photos made small by the browser: decoded, drawn anew on a canvas, written as JPEG with falling quality.
//!
//! Drawing anew is what drops everything a camera wrote beside the picture. The browser turns the picture as the camera was
//! held while decoding. Decoding and writing happen on the browser's own threads; what stays here is one drawing.

use js_sys::{Reflect, Uint8Array};
use ledger::attachment::{MAX_BYTES, MAX_SIDE, MAX_SMALL_BYTES, MAX_SMALL_SIDE, Place};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, CanvasRenderingContext2d, File, HtmlCanvasElement, ImageBitmap};

/// Exif stands in the first segments of a file.
const HEAD_BYTES: f64 = 262_144.0;

/// A picture ready to be kept, and the small one of lists.
#[derive(Debug)]
pub(crate) struct Shrunk {
    /// The picture.
    pub(crate) bytes: Vec<u8>,
    /// The small one.
    pub(crate) small: Vec<u8>,
}

/// The picture in a file, made small; the browser's words if it can draw none.
pub(crate) async fn shrink(file: &File) -> Result<Shrunk, JsValue> {
    let bitmap: ImageBitmap =
        JsFuture::from(gloo::utils::window().create_image_bitmap_with_blob(file)?).await?.dyn_into()?;
    let (width, height) = (bitmap.width(), bitmap.height());
    let drawn = drawing(width, height, MAX_SIDE, |canvas, width, height| {
        canvas.draw_image_with_image_bitmap_and_dw_and_dh(&bitmap, 0.0, 0.0, width, height)
    });
    bitmap.close();
    let canvas = drawn?;
    let shrunk = async {
        let bytes = jpeg_within(&canvas, MAX_BYTES, MAX_SIDE).await?;
        let small = jpeg_within(&canvas, MAX_SMALL_BYTES, MAX_SMALL_SIDE).await?;
        Ok(Shrunk { bytes, small })
    };
    let shrunk = shrunk.await;
    release(&canvas);
    shrunk
}

/// Where a photo was taken, as the camera wrote it.
pub(crate) async fn place(file: &File) -> Option<Place> {
    let head = file.slice_with_f64_and_f64(0.0, HEAD_BYTES.min(file.size())).ok()?;
    Place::of(&bytes_of(&head).await.ok()?)
}

/// A canvas as PNG, and as a small one.
pub(crate) async fn png(canvas: &HtmlCanvasElement) -> Result<Shrunk, JsValue> {
    let bytes = written(canvas, "image/png", 1.0).await?;
    let copy = copy_of(canvas, MAX_SMALL_SIDE)?;
    let mut small = written(&copy, "image/png", 1.0).await;
    if small.as_ref().is_ok_and(|small| small.len() > MAX_SMALL_BYTES) {
        small = jpeg_within(canvas, MAX_SMALL_BYTES, MAX_SMALL_SIDE).await;
    }
    release(&copy);
    Ok(Shrunk { bytes, small: small? })
}

/// An empty canvas of this size, white all over, and what draws on it.
pub(crate) fn white(width: u32, height: u32) -> Result<(HtmlCanvasElement, CanvasRenderingContext2d), JsValue> {
    let canvas: HtmlCanvasElement = gloo::utils::document().create_element("canvas")?.dyn_into()?;
    canvas.set_width(width);
    canvas.set_height(height);
    let context = context(&canvas)?;
    context.set_fill_style_str("#fff");
    context.fill_rect(0.0, 0.0, width.into(), height.into());
    Ok((canvas, context))
}

/// What draws on a canvas.
pub(crate) fn context(canvas: &HtmlCanvasElement) -> Result<CanvasRenderingContext2d, JsValue> {
    canvas.get_context("2d")?.ok_or(JsValue::NULL)?.dyn_into().map_err(JsValue::from)
}

/// A canvas without its pixels: they may be of a child.
fn release(canvas: &HtmlCanvasElement) {
    canvas.set_width(0);
    canvas.set_height(0);
}

/// The size with this longer side at most, and at least one pixel each way.
fn within(width: u32, height: u32, side: u32) -> (u32, u32) {
    let longer = width.max(height).max(1);
    if longer <= side {
        return (width.max(1), height.max(1));
    }
    let scaled = |of: u32| ((u64::from(of) * u64::from(side) / u64::from(longer)) as u32).max(1);
    (scaled(width), scaled(height))
}

fn drawing(
    width: u32,
    height: u32,
    side: u32,
    draw: impl Fn(&CanvasRenderingContext2d, f64, f64) -> Result<(), JsValue>,
) -> Result<HtmlCanvasElement, JsValue> {
    let (width, height) = within(width, height, side);
    let (canvas, context) = white(width, height)?;
    Reflect::set(&context, &"imageSmoothingQuality".into(), &"high".into())?;
    draw(&context, width.into(), height.into())?;
    Ok(canvas)
}

fn copy_of(canvas: &HtmlCanvasElement, side: u32) -> Result<HtmlCanvasElement, JsValue> {
    drawing(canvas.width(), canvas.height(), side, |copy, width, height| {
        copy.draw_image_with_html_canvas_element_and_dw_and_dh(canvas, 0.0, 0.0, width, height)
    })
}

/// A canvas as a JPEG of so many bytes at most: first at a lower quality, then smaller.
async fn jpeg_within(canvas: &HtmlCanvasElement, bytes: usize, side: u32) -> Result<Vec<u8>, JsValue> {
    let mut side = side;
    loop {
        let copy = copy_of(canvas, side)?;
        for quality in [0.85, 0.72, 0.6, 0.5, 0.4] {
            let jpeg = written(&copy, "image/jpeg", quality).await;
            if jpeg.as_ref().map_or(true, |jpeg| jpeg.len() <= bytes) {
                release(&copy);
                return jpeg;
            }
        }
        release(&copy);
        side = side * 4 / 5;
        if side < 32 {
            return Err(JsValue::NULL);
        }
    }
}

/// What the browser writes a canvas as.
async fn written(canvas: &HtmlCanvasElement, media_type: &str, quality: f64) -> Result<Vec<u8>, JsValue> {
    let mut asked = Ok(());
    let promise = js_sys::Promise::new(&mut |done, failed| {
        let told = Closure::once_into_js(move |blob: JsValue| {
            // Neither throws.
            let _ =
                if blob.is_null() { failed.call0(&JsValue::UNDEFINED) } else { done.call1(&JsValue::UNDEFINED, &blob) };
        });
        asked =
            canvas.to_blob_with_type_and_encoder_options(told.unchecked_ref(), media_type, &JsValue::from_f64(quality));
    });
    asked?;
    bytes_of(&JsFuture::from(promise).await?.dyn_into::<Blob>()?).await
}

async fn bytes_of(blob: &Blob) -> Result<Vec<u8>, JsValue> {
    Ok(Uint8Array::new(&JsFuture::from(blob.array_buffer()).await?).to_vec())
}

#[cfg(test)]
mod tests {
    use super::within;

    #[test]
    fn the_longer_side_fits_and_the_shape_stays() {
        for (width, height, side, expected) in [
            (4_000, 3_000, 1_600, (1_600, 1_200)),
            (3_000, 4_000, 1_600, (1_200, 1_600)),
            (800, 600, 1_600, (800, 600)),
            (10_000, 1, 1_600, (1_600, 1)),
            (0, 0, 1_600, (1, 1)),
        ] {
            assert_eq!(within(width, height, side), expected);
        }
    }
}
