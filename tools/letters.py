#!/usr/bin/env python3
"""Puts the letters of the Central Highlands' alphabets into faces that set Vietnamese.

    letters.py UPSTREAM FONTS      # folders of .ttf files by the same names

Each letter is built of what the designer drew: ĕ is ẽ with the breve of ă in the place of the tilde, ê̆ is ễ with the breve
of ẵ in the place of the tilde, ƀ is b with the bar of đ. So weight, slant, height and room are those of the Vietnamese
letters. Letters without a code point of their own (ê̆ â̆ ô̆ ơ̆ ư̆) are one glyph each, that `ccmp` makes of the letter and
U+0306: a program that reads the page finds one glyph with one text. No glyph that was there changes. Wants fontTools.
"""

import copy
import math
import os
import sys
import unicodedata

from fontTools.pens.boundsPen import BoundsPen
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables import otTables

BREVE, CARON = "\u0306", "\u030c"
# The face's file name in FONTS begins with this; a licence that reserves the name asks for another one.
RENAMED = {"Source Serif 4": "Anpham Serif"}
FILES = {"SourceSerif4": "AnphamSerif"}
VERSION = "; letters of the Central Highlands added for anpham"


class Face:
    """A font file whose glyphs are read as lists of contours."""

    def __init__(self, path):
        # What is measured in the file stays as it was measured.
        self.font = TTFont(path, recalcTimestamp=False, recalcBBoxes=False)
        self.cmap = dict(self.font.getBestCmap())
        self.glyphs = self.font.getGlyphSet()
        self.slant = math.tan(math.radians(-self.font["post"].italicAngle))
        self.em = self.font["head"].unitsPerEm
        self.made = {}

    def name(self, char):
        return self.cmap[ord(char)]

    def contours(self, char):
        pen = DecomposingRecordingPen(self.glyphs)
        self.glyphs[self.name(char)].draw(pen)
        found, open_ = [], []
        for step, points in pen.value:
            open_.append((step, points))
            if step in ("closePath", "endPath"):
                found.append(open_)
                open_ = []
        return found

    def width(self, char):
        return self.font["hmtx"][self.name(char)][0]

    def upright(self, contours):
        """The contours with the slant of an italic taken off."""
        return [warped(c, lambda x, y: (x - self.slant * y, y)) for c in contours]

    def add(self, name, contours, width, like, code=None):
        """Adds a glyph that is kerned as the letter `like`."""
        pen = TTGlyphPen(None)
        for contour in contours:
            for step, points in contour:
                getattr(pen, step)(*[p and (round(p[0]), round(p[1])) for p in points])
        glyph = pen.glyph()
        self.font.setGlyphOrder(self.font.getGlyphOrder() + [name])
        self.font["glyf"][name] = glyph
        glyph.recalcBounds(self.font["glyf"])
        self.font["hmtx"][name] = (width, glyph.xMin)
        limits = self.font["maxp"]
        limits.maxPoints = max(limits.maxPoints, len(glyph.coordinates))
        limits.maxContours = max(limits.maxContours, glyph.numberOfContours)
        if code is not None:
            for table in self.font["cmap"].tables:
                if table.isUnicode() and table.format != 14:
                    table.cmap[code] = name
            self.cmap[code] = name
        kern_like(self.font, name, self.name(like))
        if "GDEF" in self.font and self.font["GDEF"].table.GlyphClassDef:
            self.font["GDEF"].table.GlyphClassDef.classDefs[name] = 1
        self.made[name] = glyph


def warped(contour, to):
    return [(step, tuple(p and to(*p) for p in points)) for step, points in contour]


def moved(contour, dx, dy):
    return warped(contour, lambda x, y: (x + dx, y + dy))


def box(*contours):
    pen = BoundsPen(None)
    for contour in contours:
        for step, points in contour:
            getattr(pen, step)(*points)
    return pen.bounds


def middle(contour):
    left, _, right, _ = box(contour)
    return (left + right) / 2


def size(contour):
    left, low, right, high = box(contour)
    return round(right - left), round(high - low)


def by_height(contours):
    """From the lowest to the highest, by their middle: the last one is the upper mark."""
    return sorted(contours, key=lambda c: box(c)[1] + box(c)[3])


def covered(contours, at, axis):
    """The stretches that ink covers on the line `axis` = `at`; the other axis is measured."""
    edges = []
    for contour in contours:
        points, last = [], None
        for step, given in contour:
            if step in ("moveTo", "lineTo"):
                points.append(given[0])
            elif step == "qCurveTo":
                # A contour without a point on the curve has None at its end.
                offs = list(given[:-1])
                end = given[-1] or ((offs[-1][0] + offs[0][0]) / 2, (offs[-1][1] + offs[0][1]) / 2)
                last = points[-1] if points else end
                for n, off in enumerate(offs):
                    to = end if n == len(offs) - 1 else ((off[0] + offs[n + 1][0]) / 2, (off[1] + offs[n + 1][1]) / 2)
                    for k in range(1, 17):
                        t = k / 16
                        points.append(tuple((1 - t) ** 2 * last[i] + 2 * t * (1 - t) * off[i] + t * t * to[i] for i in (0, 1)))
                    last = to
        for a, b in zip(points, points[1:] + points[:1]):
            if (a[axis] <= at) != (b[axis] <= at):
                t = (at - a[axis]) / (b[axis] - a[axis])
                edges.append((a[1 - axis] + t * (b[1 - axis] - a[1 - axis]), 1 if b[axis] > a[axis] else -1))
    stretches, wound, start = [], 0, 0
    for where, turn in sorted(edges):
        if wound == 0:
            start = where
        wound += turn
        if wound == 0 and where - start > 1:
            stretches.append((start, where))
    return stretches


def kern_like(font, name, like):
    """Lets a new glyph stand beside others as `like` does."""
    if "GPOS" not in font or not font["GPOS"].table.LookupList:
        return
    for lookup in font["GPOS"].table.LookupList.Lookup:
        for table in lookup.SubTable:
            table = getattr(table, "ExtSubTable", table)
            if not isinstance(table, otTables.PairPos):
                continue
            if like in table.Coverage.glyphs:
                table.Coverage.glyphs.append(name)
                if table.Format == 1:
                    table.PairSet.append(copy.deepcopy(table.PairSet[table.Coverage.glyphs.index(like)]))
                    table.PairSetCount += 1
                elif like in table.ClassDef1.classDefs:
                    table.ClassDef1.classDefs[name] = table.ClassDef1.classDefs[like]
            if table.Format == 2 and like in table.ClassDef2.classDefs:
                table.ClassDef2.classDefs[name] = table.ClassDef2.classDefs[like]


def marked(face, letter, like, sample, plain):
    """`letter` is `like` with the upper mark of `sample` in the place of its tilde. The mark stands as high over the letter as
    in `sample`; `plain` is what `sample` is with a tilde."""
    contours = by_height(face.contours(like))
    tilde = contours.pop()
    mark = by_height(face.contours(sample))[-1]
    rise = box(tilde)[1] - box(by_height(face.contours(plain))[-1])[1]
    return contours + [moved(mark, middle(tilde) - middle(mark), rise)]


def stacked(face, like, sample):
    """A breve over the circumflex of `like`, where its tilde is: the small breve that the face sets under another mark."""
    contours = by_height(face.contours(like))
    tilde = contours.pop()
    breve = by_height(face.contours(sample))[-2]
    # The bowl of a breve is lowest over the circumflex's point, as a tilde is not: a hair of room more.
    below = max(box(c)[3] for c in contours)
    room = max(box(tilde)[1] - below, .022 * face.em)
    return contours + [moved(breve, middle(tilde) - middle(breve), below + room - box(breve)[1])]


def bar_of(face, barred, plain, is_right):
    """Of đ or Đ: how far the bar stands out of the stem, outside and inside, and from where to where it is high."""
    own, bare = face.upright(face.contours(barred)), face.upright(face.contours(plain))
    edge = 0 if not is_right else 2
    shift = box(*own)[2 - edge] - box(*bare)[2 - edge]
    loose = [c for c in own if size(c) not in {size(d) for d in bare}]
    if len(own) > len(bare) and loose:
        left, low, right, high = box(min(loose, key=lambda c: size(c)[1]))
    else:
        end = box(*bare)[edge] + shift
        beyond = [p for c in own for _, points in c for p in points if p and (p[0] > end + 2 if is_right else p[0] < end - 2)]
        low, high = min(p[1] for p in beyond), max(p[1] for p in beyond)
        stretches = covered(own, (low + high) / 2, 1)
        left, right = stretches[-1 if is_right else 0]
    stretches = covered(bare, (low + high) / 2, 1)
    stem = [x + shift for x in stretches[-1 if is_right else 0]]
    return (right - stem[1], stem[0] - left, low, high) if is_right else (stem[0] - left, right - stem[0], low, high)


def barred(face, letter, outside, inside, low, high):
    """The letter with a bar through its stem, which stands at the left. `inside` is measured from the stem's left edge."""
    contours = face.upright(face.contours(letter))
    stem = covered(contours, (low + high) / 2, 1)[0]
    left, right = stem[0] - outside, stem[0] + inside
    bar = [("moveTo", ((left, low),)), ("lineTo", ((left, high),)), ("lineTo", ((right, high),)),
           ("lineTo", ((right, low),)), ("closePath", ())]
    return contours + [bar], stem[1] - stem[0]


def leaning(face, contours, dx):
    return [warped(c, lambda x, y: (x + face.slant * y + dx, y)) for c in contours]


def b_with_bar(face):
    outside, inside, low, high = bar_of(face, "đ", "d", True)
    stem = covered(face.upright(face.contours("b")), (low + high) / 2, 1)[0]
    contours, _ = barred(face, "b", outside, stem[1] - stem[0] + inside, low, high)
    wider = face.width("đ") - face.width("d")
    # As wide as đ is wider than d, but no hole before the bar: Roboto leaves a large one behind that of đ.
    hole = box(*leaning(face, contours, wider))[0] - .3 * box(*face.contours("b"))[0]
    wider = max(0, min(wider, round(wider - hole)))
    face.add("uni0180", leaning(face, contours, wider), face.width("b") + wider, "b", 0x180)


def capital_b_with_bar(face):
    outside, inside, low, high = bar_of(face, "Đ", "D", False)
    upright = face.upright(face.contours("B"))
    stem = covered(upright, box(*upright)[3] * .3, 1)[0]
    arms = covered(upright, stem[1] + .12 * (box(*upright)[2] - stem[1]), 0)
    centre = (arms[0][1] + arms[1][0]) / 2
    # In heavy faces the lower counter has no room for the bar of Đ: white stays above and below it.
    thick = min(high - low, .42 * (arms[1][0] - arms[0][1]))
    contours, _ = barred(face, "B", outside, inside, centre - thick / 2, centre + thick / 2)
    wider = face.width("Đ") - face.width("D")
    face.add("uni0243", leaning(face, contours, wider), face.width("B") + wider, "B", 0x243)


def free_mark(face):
    """U+0306 by itself, for a face that has the mark in its letters only."""
    if ord(BREVE) in face.cmap:
        return
    mark = by_height(face.contours("ă"))[-1]
    left, _, right, _ = box(by_height(face.contours("ă"))[0])
    face.add("uni0306", [moved(mark, -middle(mark) - (right - left) / 2, 0)], 0, "ă", ord(BREVE))
    if "GDEF" in face.font and face.font["GDEF"].table.GlyphClassDef:
        face.font["GDEF"].table.GlyphClassDef.classDefs["uni0306"] = 3


def compose(face, ligatures):
    """The first lookup of `ccmp`, in every script and language, makes one glyph of a letter and its breve."""
    table = otTables.LigatureSubst()
    table.ligatures = {}
    for (base, mark), made in ligatures.items():
        ligature = otTables.Ligature()
        ligature.Component, ligature.CompCount, ligature.LigGlyph = [mark], 2, made
        table.ligatures.setdefault(base, []).append(ligature)
    lookup = otTables.Lookup()
    lookup.LookupType, lookup.LookupFlag, lookup.SubTable, lookup.SubTableCount = 4, 0, [table], 1

    gsub = face.font["GSUB"].table
    if any(isinstance(s, otTables.ExtensionSubst) for one in gsub.LookupList.Lookup for s in one.SubTable):
        inner = otTables.ExtensionSubst()
        inner.Format, inner.ExtensionLookupType, inner.ExtSubTable = 1, 4, table
        lookup.LookupType, lookup.SubTable = 7, [inner]
    later(gsub.LookupList, set())
    gsub.LookupList.Lookup.insert(0, lookup)
    gsub.LookupList.LookupCount = len(gsub.LookupList.Lookup)
    records = gsub.FeatureList.FeatureRecord
    for record in records:
        indices = [n + 1 for n in record.Feature.LookupListIndex]
        record.Feature.LookupListIndex = ([0] if record.FeatureTag == "ccmp" else []) + indices
        record.Feature.LookupCount = len(record.Feature.LookupListIndex)
    own = otTables.FeatureRecord()
    own.FeatureTag, own.Feature = "ccmp", otTables.Feature()
    own.Feature.FeatureParams, own.Feature.LookupListIndex, own.Feature.LookupCount = None, [0], 1
    order = sorted(records + [own], key=lambda record: record.FeatureTag)
    number = {id(record): n for n, record in enumerate(order)}
    used = False
    for script in gsub.ScriptList.ScriptRecord:
        languages = [script.Script.DefaultLangSys] + [one.LangSys for one in script.Script.LangSysRecord]
        for language in filter(None, languages):
            kept = [records[n] for n in language.FeatureIndex]
            if not any(record.FeatureTag == "ccmp" for record in kept):
                kept.append(own)
                used = True
            language.FeatureIndex = sorted(number[id(record)] for record in kept)
            language.FeatureCount = len(language.FeatureIndex)
            if language.ReqFeatureIndex != 0xFFFF:
                language.ReqFeatureIndex = number[id(records[language.ReqFeatureIndex])]
    assert used or any(record.FeatureTag == "ccmp" for record in records)
    gsub.FeatureList.FeatureRecord, gsub.FeatureList.FeatureCount = order, len(order)


def later(node, seen):
    """Adds one to the number of every lookup that a contextual lookup calls."""
    if id(node) in seen:
        return
    seen.add(id(node))
    if isinstance(node, otTables.SubstLookupRecord):
        node.LookupListIndex += 1
    elif isinstance(node, (list, tuple)):
        for one in node:
            later(one, seen)
    elif isinstance(node, otTables.BaseTable) or hasattr(node, "__dict__"):
        for one in list(vars(node).values()):
            later(one, seen)


def rename(font):
    """A version of its own; a new name where the licence reserves the old one. Copyright lines stay."""
    for record in font["name"].names:
        text = record.toUnicode()
        if record.nameID == 5:
            record.string = text + VERSION
        for old, new in RENAMED.items():
            squeezed = old.replace(" ", "")
            if record.nameID in (1, 3, 4, 6, 16, 18, 21, 25) and (old in text or squeezed in text):
                record.string = text.replace(old, new).replace(squeezed, new.replace(" ", ""))


def build(source, target):
    face = Face(source)
    font = face.font
    font["GSUB"].ensureDecompiled(recurse=True)
    font["GPOS"].ensureDecompiled(recurse=True)
    free_mark(face)
    ligatures = {}
    for case in (str, str.upper):
        a_breve, a_tilde, c_caron, a_stack = map(case, "ăãčẵ")
        for plain in map(case, "aeiou"):
            like = unicodedata.normalize("NFC", plain + "\u0303")
            for mark, sample, name in ((BREVE, a_breve, "breve"), (CARON, c_caron, "caron")):
                letter = unicodedata.normalize("NFC", plain + mark)
                if ord(letter) not in face.cmap:
                    face.add(f"{plain}{name}.anpham", marked(face, letter, like, sample, a_tilde), face.width(like), like, ord(letter))
        for stem in map(case, "âêôơư"):
            like = unicodedata.normalize("NFC", stem + "\u0303")
            contours = marked(face, stem, like, a_breve, a_tilde) if stem in "ơưƠƯ" else stacked(face, like, a_stack)
            name = f"uni{ord(stem):04X}0306"
            face.add(name, contours, face.width(like), like)
            ligatures[(face.name(stem), face.name(BREVE))] = name
    if 0x180 not in face.cmap:
        b_with_bar(face)
    if 0x243 not in face.cmap:
        capital_b_with_bar(face)
    compose(face, ligatures)
    rename(font)
    for table in ("DSIG", "hdmx", "LTSH", "VDMX"):
        if table in font:
            del font[table]
    highest = max(font["glyf"][n].yMax for n in font.getGlyphOrder()[: -len(face.made)] if hasattr(font["glyf"][n], "yMax"))
    top = max((glyph.yMax, name) for name, glyph in face.made.items())
    font.save(target)
    print(f"{os.path.basename(target)}: {len(face.made)} glyphs, the highest {top[1]} {top[0]} of {highest} ({face.em})")


if __name__ == "__main__":
    upstream, fonts = sys.argv[1:]
    for folder, _, files in sorted(os.walk(fonts)):
        for file in sorted(files):
            if file.endswith(".ttf"):
                source = file
                for old, new in FILES.items():
                    source = source.replace(new, old)
                build(os.path.join(upstream, source), os.path.join(folder, file))
