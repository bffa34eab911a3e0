// Prints the tables of src/authoring/case_table.cpp, which are facts of Unicode 17 as Node 20 knows them. They are put
// there by hand, and clang-format breaks the lines. A newer Unicode adds letters, and a browser may know an older one.
const unicode_end = 0x110000;
const units_end = 0x10000;
const is_surrogate = (point) => point >= 0xd800 && point < 0xe000;
const hex = (point) => '0x' + point.toString(16).toUpperCase().padStart(4, '0');

/** Canonicalize of the ECMAScript specification, for patterns with the flag i and without u or v. */
function canonical(unit) {
  const upper = String.fromCharCode(unit).toUpperCase();
  const is_kept = upper.length !== 1 || (unit >= 0x80 && upper.charCodeAt(0) < 0x80);
  return is_kept ? unit : upper.charCodeAt(0);
}

/** The small letter, where it is one code point and the same in every word. */
function small(point) {
  const letters = [...String.fromCodePoint(point).toLowerCase()];
  return is_surrogate(point) || letters.length !== 1 ? point : letters[0].codePointAt(0);
}

/** What `map` changes, as [first, last, step, delta]. */
function rules(map, end) {
  const found = [];
  for (let point = 0; point < end; point++) {
    const delta = map(point) - point;
    if (delta === 0) continue;
    const rule = found.at(-1);
    const gap = rule && rule.delta === delta ? point - rule.last : 0;
    const goes_on = gap > 0 && (gap === rule.step || (rule.first === rule.last && gap <= 2));
    if (goes_on) Object.assign(rule, { last: point, step: gap });
    else found.push({ first: point, last: point, step: 1, delta });
  }
  return found.map(({ first, last, step, delta }) => `{${hex(first)}, ${hex(last)}, ${step}, ${delta}}`);
}

/** Where `has` is true, as [first, last]. */
function ranges(has) {
  const found = [];
  for (let point = 0; point < unicode_end; point++) {
    if (!has(String.fromCodePoint(point))) continue;
    if (found.at(-1)?.[1] === point - 1) found.at(-1)[1] = point;
    else found.push([point, point]);
  }
  return found.map(([first, last]) => `{${hex(first)}, ${hex(last)}}`);
}

const print = (type, name, rows) => console.log(`constexpr ${type} ${name}[] = {${rows.join(', ')}};`);
const is_passed_over = (letter) => /\p{Case_Ignorable}/u.test(letter);
print('Rule', 'canonical_rules', rules(canonical, units_end));
print('Rule', 'small_rules', rules(small, unicode_end));
print('Range', 'passed_over', ranges(is_passed_over));
print('Range', 'cased', ranges((letter) => /\p{Cased}/u.test(letter) && !is_passed_over(letter)));
