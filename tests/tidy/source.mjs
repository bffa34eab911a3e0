// Source text as the rules look at it: without comments, and where asked without strings. Line breaks stay, so that a
// place in the result is a place in the file.

const keepLines = text => text.replace(/[^\n]/g, ' ');

// A regular expression literal is not a string, but it may hold quotes: it is left alone where it follows an operator.
const tokens =
  /\/\/[^\n]*|\/\*[\s\S]*?\*\/|"(?:\\[\s\S]|[^"\\\n])*"|'(?:\\[\s\S]|[^'\\\n])*'|`(?:\\[\s\S]|[^`\\])*`|(?<=[=(,:?&|]\s*)\/(?![/*])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[])+\//g;

/** The text without comments. */
export function withoutComments(text) {
  return text.replace(tokens, token => (token.startsWith('//') || token.startsWith('/*') ? keepLines(token) : token));
}

/** The text without comments and without what stands in quotes. */
export function codeOnly(text) {
  return text.replace(tokens, keepLines);
}

/** Every place where `pattern` (global) matches, as { line, what }. */
export function places(text, pattern) {
  return [...text.matchAll(pattern)].map(match => ({
    line: text.slice(0, match.index).split('\n').length,
    what: match[0].trim(),
  }));
}
