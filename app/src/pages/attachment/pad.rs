//! A place to sign on the screen: strokes as the pen or the finger makes them, taken back one by one.

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsValue;
use web_sys::{HtmlCanvasElement, PointerEvent};

use crate::platform::picture::{context, white};
use crate::text::attachment as words;
use crate::text::shell::CANCEL;
use crate::ui::{Button, Look, effect};

type Stroke = Vec<(f64, f64)>;

/// The longer side of a kept signature.
const SIDE: f64 = 480.0;
/// White around it, and the width of a line in the drawing.
const MARGIN: f64 = 8.0;
const LINE: f64 = 2.6;

/// The pad.
#[component]
pub(super) fn Pad(
    /// Called with the signature, or with nothing if there is to be none.
    #[prop(into)]
    on_done: Callback<Option<HtmlCanvasElement>>,
) -> impl IntoView {
    let place = NodeRef::<html::Canvas>::new();
    let (strokes, undone) = (RwSignal::new(Vec::<Stroke>::new()), RwSignal::new(Vec::<Stroke>::new()));
    let drawing = RwSignal::new(false);
    effect(move || {
        let Some(canvas) = place.get() else { return };
        fit(&canvas);
        // Refused only where a canvas has no drawing at all; then nothing is seen, and nothing kept.
        let _ = strokes.with(|strokes| redraw(&canvas, strokes));
    });
    let point = |event: &PointerEvent| (f64::from(event.offset_x()), f64::from(event.offset_y()));
    let down = move |event: PointerEvent| {
        if !event.is_primary() || event.button() > 0 {
            return;
        }
        event.prevent_default();
        if let Some(canvas) = place.get_untracked() {
            // Refused only for a pointer that is gone: then there is no stroke to follow.
            let _ = canvas.set_pointer_capture(event.pointer_id());
        }
        drawing.set(true);
        undone.set(Vec::new());
        strokes.update(|strokes| strokes.push(vec![point(&event)]));
    };
    let moved = move |event: PointerEvent| {
        if drawing.get_untracked() && event.is_primary() {
            event.prevent_default();
            strokes.update(|strokes| strokes.last_mut().into_iter().for_each(|stroke| stroke.push(point(&event))));
        }
    };
    let up = move |_: PointerEvent| drawing.set(false);
    let none = Signal::derive(move || strokes.with(Vec::is_empty));
    let pass = move |from: RwSignal<Vec<Stroke>>, to: RwSignal<Vec<Stroke>>| {
        if let Some(stroke) = from.try_update(Vec::pop).flatten() {
            to.update(|to| to.push(stroke));
        }
    };
    view! {
        <div class="pad" role="group" aria-label=words::SIGNED_BY>
            <p>{words::PAD_LABEL}</p>
            <canvas
                node_ref=place
                class="pad-place"
                role="img"
                aria-label=words::PAD_LABEL
                on:pointerdown=down
                on:pointermove=moved
                on:pointerup=up
                on:pointercancel=up
            ></canvas>
            <div class="row">
                <Button disabled=none on_press=move |()| pass(strokes, undone)>{words::PAD_BACK}</Button>
                <Button
                    disabled=Signal::derive(move || undone.with(Vec::is_empty))
                    on_press=move |()| pass(undone, strokes)
                >
                    {words::PAD_FORWARD}
                </Button>
                <Button
                    disabled=none
                    on_press=move |()| {
                        strokes.set(Vec::new());
                        undone.set(Vec::new());
                    }
                >
                    {words::PAD_CLEAR}
                </Button>
                <span class="grow"></span>
                <Button on_press=move |()| on_done.run(None)>{CANCEL}</Button>
                <Button
                    look=Look::Primary
                    disabled=none
                    on_press=move |()| on_done.run(strokes.with_untracked(|strokes| signature(strokes)).ok())
                >
                    {words::PAD_DONE}
                </Button>
            </div>
            <p class="muted">{words::PAD_HINT}</p>
        </div>
    }
}

/// As many pixels as it is wide and high on the page, so that a stroke is where the finger is.
fn fit(canvas: &HtmlCanvasElement) {
    let (width, height) = (canvas.client_width().max(1) as u32, canvas.client_height().max(1) as u32);
    if (canvas.width(), canvas.height()) != (width, height) {
        canvas.set_width(width);
        canvas.set_height(height);
    }
}

fn redraw(canvas: &HtmlCanvasElement, strokes: &[Stroke]) -> Result<(), JsValue> {
    let context = context(canvas)?;
    context.clear_rect(0.0, 0.0, canvas.width().into(), canvas.height().into());
    draw(&context, strokes, |point| point, LINE);
    Ok(())
}

fn draw(
    context: &web_sys::CanvasRenderingContext2d,
    strokes: &[Stroke],
    at: impl Fn((f64, f64)) -> (f64, f64),
    width: f64,
) {
    context.set_line_width(width);
    context.set_line_cap("round");
    context.set_line_join("round");
    context.set_stroke_style_str("#000");
    for stroke in strokes {
        context.begin_path();
        for (place, point) in stroke.iter().enumerate() {
            let (x, y) = at(*point);
            if place == 0 {
                context.move_to(x, y);
                // A point is a stroke as well.
                context.line_to(x + 0.1, y);
            } else {
                context.line_to(x, y);
            }
        }
        context.stroke();
    }
}

/// What was drawn, cut to its strokes.
fn signature(strokes: &[Stroke]) -> Result<HtmlCanvasElement, JsValue> {
    let points = || strokes.iter().flatten();
    let (left, right) = points().fold((f64::MAX, f64::MIN), |(low, high), (x, _)| (low.min(*x), high.max(*x)));
    let (top, bottom) = points().fold((f64::MAX, f64::MIN), |(low, high), (_, y)| (low.min(*y), high.max(*y)));
    let (wide, tall) = ((right - left).max(1.0), (bottom - top).max(1.0));
    let scale = ((SIDE - 2.0 * MARGIN) / wide.max(tall)).min(2.0);
    let side = |length: f64| (length * scale + 2.0 * MARGIN).ceil() as u32;
    let (canvas, context) = white(side(wide), side(tall))?;
    let at = |(x, y): (f64, f64)| ((x - left) * scale + MARGIN, (y - top) * scale + MARGIN);
    draw(&context, strokes, at, LINE * scale.max(0.6));
    Ok(canvas)
}
