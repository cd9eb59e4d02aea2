//! Charts of SVG: lengths in %, words in rem, so that they reflow on a phone without shrinking the words. Direct
//! labels, one colour, readable in grey. Pure: the same numbers give the same drawing.

use std::fmt::{self, Write};

/// A drawing for a template. A table with the same numbers stands beside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chart(String);

impl fmt::Display for Chart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Made of numbers and of words that `escape` has been over.
impl askama::filters::HtmlSafe for Chart {}

/// What a reader who does not see the drawing is told.
pub struct Said {
    /// Unique on the page.
    pub id: &'static str,
    pub title: String,
    pub text: String,
}

/// One bar: what it is, how long, and the number as it stands at its end.
pub struct Bar {
    pub label: String,
    pub value: i64,
    pub text: String,
}

/// Share of the width that the longest bar takes; the rest is for its number.
const LONGEST: f64 = 78.0;

/// Horizontal bars, in the order given. Labels are lines of the page: they break as its words do and bear readings.
pub fn bars(said: &Said, bars: &[Bar]) -> Chart {
    let longest = bars.iter().map(|bar| bar.value).max().unwrap_or(0).max(1);
    let (id, title, text) = (said.id, escape(&said.title), escape(&said.text));
    let mut chart = format!(
        "<div class=\"chart bars\" role=\"img\" aria-labelledby=\"{id}-t {id}-d\">\
         <p class=\"sr\" id=\"{id}-t\">{title}</p><p class=\"sr\" id=\"{id}-d\">{text}</p>"
    );
    for bar in bars {
        let width = bar.value as f64 / longest as f64 * LONGEST;
        let (label, text) = (escape(&bar.label), escape(&bar.text));
        push(
            &mut chart,
            format_args!(
                "<p>{label}</p><p class=\"of\"><svg width=\"{width:.2}%\" height=\"1rem\" aria-hidden=\"true\">\
                 <rect class=\"bar\" width=\"100%\" height=\"100%\" rx=\"2\"/></svg><b>{text}</b></p>"
            ),
        );
    }
    Chart(chart + "</div>")
}

/// One column a day, a line over them, and marks below: (place of the day, words).
pub struct Days<'a> {
    pub counts: &'a [i64],
    pub line: &'a [f64],
    pub ticks: &'a [(usize, String)],
}

/// Height of the plot above its foot, and of the whole, in rem.
const PLOT: f64 = 12.0;
const WHOLE: f64 = 14.25;
/// Share of the width for the numbers at the left.
const GUTTER: f64 = 0.1;

/// Columns by day.
pub fn days(said: &Said, days: &Days<'_>) -> Chart {
    let (step, top) = scale(days.counts.iter().copied().max().unwrap_or(0));
    let mut body = String::new();
    let y = |value: i64| PLOT - (PLOT - 1.0) * value as f64 / top as f64;
    for at in (0..=top / step).map(|n| n * step) {
        let class = if at == 0 { "axis" } else { "grid" };
        let (y, left) = (y(at), GUTTER * 100.0);
        push(
            &mut body,
            format_args!("<line class=\"{class}\" x1=\"{left}%\" x2=\"100%\" y1=\"{y:.3}rem\" y2=\"{y:.3}rem\"/>"),
        );
        push(
            &mut body,
            format_args!("<text class=\"tick end-anchor\" x=\"{}%\" y=\"{:.3}rem\">{at}</text>", left - 2.0, y + 0.3),
        );
    }
    let count = days.counts.len().max(1) as f64;
    let gutter = count * GUTTER / (1.0 - GUTTER);
    let whole = gutter + count;
    push(
        &mut body,
        format_args!(
            "<svg x=\"0\" y=\"1rem\" width=\"100%\" height=\"{}rem\" viewBox=\"{:.3} 0 {whole:.3} {top}\" preserveAspectRatio=\"none\">",
            PLOT - 1.0,
            -gutter,
        ),
    );
    let mut columns = String::new();
    for (at, value) in days.counts.iter().enumerate().filter(|(_, value)| **value > 0) {
        push(&mut columns, format_args!("M{at}.15 {top}v-{value}h.7v{value}z"));
    }
    push(&mut body, format_args!("<path class=\"bar-2\" d=\"{columns}\"/>"));
    let points: Vec<String> =
        days.line.iter().enumerate().map(|(at, mean)| format!("{at}.5,{:.2}", top as f64 - mean)).collect();
    push(&mut body, format_args!("<polyline class=\"line\" points=\"{}\"/></svg>", points.join(" ")));
    for (at, words) in days.ticks {
        let share = (gutter + *at as f64) / whole * 100.0;
        // What stands at the right edge is written towards the left.
        let (class, x) = if share > 88.0 { ("tick end-anchor", 100.0) } else { ("tick", share) };
        push(
            &mut body,
            format_args!("<text class=\"{class}\" x=\"{x:.2}%\" y=\"{:.3}rem\">{}</text>", PLOT + 1.375, escape(words)),
        );
    }
    framed(said, WHOLE, &body)
}

/// Distance of the lines and the topmost of them, both round numbers: 1, 2 or 5 and noughts, at most five lines.
fn scale(longest: i64) -> (i64, i64) {
    let mut step = 1;
    for factor in [2, 5, 10].into_iter().cycle() {
        if longest <= step * 4 {
            break;
        }
        let decade = 10_i64.pow(step.ilog10());
        step = decade * factor;
    }
    (step, (longest.max(1) + step - 1) / step * step)
}

fn framed(said: &Said, height: f64, body: &str) -> Chart {
    let (id, title, text) = (said.id, escape(&said.title), escape(&said.text));
    Chart(format!(
        "<svg class=\"chart\" role=\"img\" aria-labelledby=\"{id}-t {id}-d\" width=\"100%\" height=\"{height:.3}rem\">\
         <title id=\"{id}-t\">{title}</title><desc id=\"{id}-d\">{text}</desc>{body}</svg>"
    ))
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;").replace('\'', "&#39;")
}

fn push(body: &mut String, part: fmt::Arguments<'_>) {
    // Writing into a string cannot fail.
    let _ = body.write_fmt(part);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said() -> Said {
        Said { id: "x", title: "<t>".into(), text: "\"d\"".into() }
    }

    #[test]
    fn words_of_others_cannot_leave_their_element() {
        let bar = Bar { label: "</p><script>'\"&".into(), value: 1, text: "<i>1".into() };
        let chart = bars(&said(), &[bar]).to_string();
        assert!(!chart.contains("<script") && !chart.contains("<i>") && !chart.contains("<t>"), "{chart}");
        assert!(chart.contains("&lt;/p&gt;&lt;script&gt;&#39;&quot;&amp;"), "{chart}");
    }

    #[test]
    fn the_longest_bar_leaves_room_for_its_number() {
        let bar = |value| Bar { label: "a".into(), value, text: value.to_string() };
        let chart = bars(&said(), &[bar(200), bar(50), bar(0)]).to_string();
        assert!(
            chart.contains("width=\"78.00%\"")
                && chart.contains("width=\"19.50%\"")
                && chart.contains("width=\"0.00%\"")
        );
        assert!(bars(&said(), &[bar(0)]).to_string().contains("width=\"0.00%\""), "nothing is divided by nothing");
    }

    #[test]
    fn lines_stand_at_round_numbers() {
        let cases = [
            (0, (1, 1)),
            (1, (1, 1)),
            (4, (1, 4)),
            (5, (2, 6)),
            (13, (5, 15)),
            (20, (5, 20)),
            (21, (10, 30)),
            (81, (50, 100)),
            (1_234, (500, 1_500)),
        ];
        for (longest, expected) in cases {
            assert_eq!(scale(longest), expected, "{longest}");
        }
    }

    #[test]
    fn days_without_numbers_still_draw_a_frame() {
        let chart = days(&said(), &Days { counts: &[], line: &[], ticks: &[] }).to_string();
        assert!(chart.contains("class=\"axis\"") && !chart.contains("NaN"), "{chart}");
    }
}
