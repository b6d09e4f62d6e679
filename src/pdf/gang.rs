//! Pages of unequal sizes on sheets that they share: row by row, the highest first, so that a guillotine can cut row from row and then page
//! from page.

use super::objects::MM;
use super::sheet::{Placed, Sheet, Side};

/// Between the bleeds of two pages: their crop marks of 4 mm, and 1 mm between those.
const MARKS: f64 = 9.0 * MM;

/// A page, its place on the sheet and its size, in points.
struct GangPlace {
    leaf: usize,
    x: f64,
    y: f64,
}

/// Lays pages on as few sheets as rows allow, whichever way the sheet lies; `sizes` are those of the pages in points. Where two pages are
/// the two sides of a leaf, the second lies behind the first. Else how much a sheet is too small for some page, in mm.
pub(super) fn gang(
    sizes: &[(f64, f64)],
    bleed: f64,
    sheet: Sheet,
    gutter: f64,
    two_sided: bool,
) -> Result<(Sheet, Vec<Side>), (f64, f64)> {
    let step = if two_sided { 2 } else { 1 };
    let leaves: Vec<(f64, f64)> = sizes.iter().copied().step_by(step).collect();
    let gap = gutter.max(2.0 * bleed + MARKS);
    let of = |sheet: Sheet| rows(&leaves, bleed, sheet, gap).map(|sheets| (sheet, sheets));
    let (sheet, sheets) = match (of(sheet), of(sheet.turned())) {
        (Ok(upright), Ok(turned)) => {
            if upright.1.len() <= turned.1.len() {
                upright
            } else {
                turned
            }
        }
        (Ok(fits), Err(_)) | (Err(_), Ok(fits)) => fits,
        (Err(lacking), Err(_)) => return Err(lacking),
    };
    let mut sides = Vec::new();
    for laid in &sheets {
        for back in 0..step {
            let mut side = Side::new();
            for GangPlace { leaf, x, y } in laid {
                let page = leaf * step + back;
                let Some(&(width, height)) = sizes.get(page) else { continue };
                let x = if back == 0 { *x } else { sheet.width * MM - x - width };
                let clip = [x - bleed, y - bleed, x + width + bleed, y + height + bleed];
                side.push(Placed::new(page, (x, *y), (width, height), clip));
            }
            sides.push(side);
        }
    }
    Ok((sheet, sides))
}

/// Leaves in rows from the upper left, sheet by sheet.
fn rows(leaves: &[(f64, f64)], bleed: f64, sheet: Sheet, gap: f64) -> Result<Vec<Vec<GangPlace>>, (f64, f64)> {
    // Marks of the outermost pages need paper too.
    let rim = bleed + MARKS / 2.0;
    let (wide, high) = (sheet.width * MM - 2.0 * rim, sheet.free() * MM - 2.0 * rim);
    let over = |&(width, height): &(f64, f64)| (((width - wide) / MM).max(0.0), ((height - high) / MM).max(0.0));
    if let Some(lacking) = leaves.iter().map(over).find(|(width, height)| width + height > 0.01) {
        return Err(lacking);
    }
    let mut order: Vec<usize> = (0..leaves.len()).collect();
    // The first of like ones stays first.
    order.sort_by(|a, b| leaves[*b].1.total_cmp(&leaves[*a].1));
    let (left, top) = (rim, sheet.height * MM - rim);
    let mut sheets: Vec<Vec<GangPlace>> = vec![vec![]];
    let (mut x, mut row_top, mut row_height) = (left, top, 0.0);
    for leaf in order {
        let (width, height) = leaves[leaf];
        if x > left && x + width > left + wide + 0.01 {
            (x, row_top) = (left, row_top - row_height - gap);
            row_height = 0.0;
        }
        if row_top - height < top - high - 0.01 {
            sheets.push(vec![]);
            (x, row_top, row_height) = (left, top, 0.0);
        }
        if let Some(laid) = sheets.last_mut() {
            laid.push(GangPlace { leaf, x, y: row_top - height });
        }
        x += width + gap;
        row_height = f64::max(row_height, height);
    }
    Ok(sheets)
}

#[cfg(test)]
mod tests {
    use super::*;

    const A4: (f64, f64) = (210.0 * MM, 297.0 * MM);
    const A5: (f64, f64) = (148.0 * MM, 210.0 * MM);
    const A6: (f64, f64) = (105.0 * MM, 148.0 * MM);

    fn lies_apart(side: &Side, sheet: Sheet) {
        for (n, one) in side.iter().enumerate() {
            let [left, bottom, right, top] = one.clip;
            assert!(left >= -0.01 && right <= sheet.width * MM + 0.01 && top <= sheet.height * MM + 0.01, "{one:?}");
            assert!(bottom >= sheet.gripper * MM - 0.01, "{one:?}");
            for other in &side[n + 1..] {
                let apart = [other.clip[0] - right, left - other.clip[2], other.clip[1] - top, bottom - other.clip[3]];
                assert!(apart.into_iter().any(|gap| gap > MARKS - 0.01), "{one:?} and {other:?}");
            }
        }
    }

    #[test]
    fn unequal_pages_share_a_sheet_without_touching() {
        let sheet = Sheet { gripper: 10.0, ..Sheet::named("SRA2").unwrap() };
        let pages = [A6, A4, A5, A5, A6, A4];
        let (sheet, sides) = gang(&pages, 3.0 * MM, sheet, 0.0, false).unwrap();
        sides.iter().for_each(|side| lies_apart(side, sheet));
        let mut all: Vec<usize> = sides.iter().flatten().map(|placed| placed.page).collect();
        all.sort_unstable();
        assert_eq!(all, [0, 1, 2, 3, 4, 5]);
        assert!(sides.len() <= 2, "{}", sides.len());
    }

    #[test]
    fn backs_lie_behind_their_fronts() {
        let sheet = Sheet::named("SRA2").unwrap();
        let (sheet, sides) = gang(&[A4, A4, A5, A5], 3.0 * MM, sheet, 0.0, true).unwrap();
        assert_eq!(sides.len(), 2);
        for (front, back) in sides[0].iter().zip(&sides[1]) {
            assert_eq!(front.page + 1, back.page);
            assert!((front.cut[0] + back.cut[2] - sheet.width * MM).abs() < 1e-6, "{front:?} {back:?}");
        }
        let (wide, high) = gang(&[A4], 0.0, Sheet::named("A5").unwrap(), 0.0, false).unwrap_err();
        assert!((wide - 71.0).abs() < 1e-6 && (high - 96.0).abs() < 1e-6, "with paper for marks: {wide} {high}");
    }
}
