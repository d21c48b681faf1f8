// What the check of a config's text refuses, beside what it must not refuse.
#include "config/yaml_lint.hpp"

#include "config/yaml_reader.hpp"
#include "support/catch.hpp"

namespace runner::yaml_lint_test {
namespace {

const SourceLocation file{std::make_shared<const std::string>("x.yaml"), 1, 1};

// The sentence with its place, or nothing.
std::string lint(const std::string& yaml, const SourceLocation& start = file) {
  try {
    lint_yaml(yaml, start);
  } catch (const Error& error) {
    CHECK(error.code() == ErrorCode::invalid_input);
    return error.what();
  }
  return "";
}

// The place alone: "2:7".
std::string place_of(const std::string& yaml) {
  const std::string error = lint(yaml);
  if (error.empty()) return "none";
  REQUIRE(error.starts_with("x.yaml:"));
  const std::string rest = error.substr(7);
  return rest.substr(0, rest.find(": "));
}

Value parse(const std::string& yaml) {
  Diagnostics diagnostics;
  Value value = parse_yaml(yaml, file, diagnostics);
  diagnostics.throw_if_any();
  return value;
}

TEST_CASE("a quote that is never closed is an error at the quote", "[lint]") {
  CHECK(lint("name: \"abc\nseed: 7\n") ==
        "x.yaml:1:7: this quote is not closed on its line, and line 2 is not indented like a "
        "continuation; add the closing quote.");
  CHECK(lint("name: 'abc\n") == "x.yaml:1:7: this quote is never closed; add the closing quote.");
  CHECK(place_of("name: \"abc\nfile: \"def\"\n") == "1:7");
  CHECK(place_of("network:\n  activation: 'relu\n  hidden_units: 5\n") == "2:15");
  CHECK(place_of("a:\n- 'x\n- y'\n") == "2:3");
  CHECK(place_of("a: {b: \"c}\n") == "1:8");
  CHECK(place_of("\"abc\n---\nseed: 7\"\n") == "1:1");
  CHECK(lint("a: \"x\" y\"\n") ==
        "x.yaml:1:8: unexpected text after the closing quote; check the quotes and brackets before "
        "it.");
  CHECK(place_of("a: 'it's'\n") == "1:8");
}

TEST_CASE("a bracket that is never closed is an error at the bracket", "[lint]") {
  CHECK(lint("a: [1, 2\nb: 3\n") ==
        "x.yaml:1:4: this '[' is still open on line 2, which is not indented like a continuation; "
        "add "
        "the ']'.");
  CHECK(lint("a: {b: 1\n") == "x.yaml:1:4: this '{' is never closed; add the '}'.");
  CHECK(lint("a: {b: [1}\n") ==
        "x.yaml:1:10: the '[' at x.yaml:1:8 must be closed by ']', not by '}'.");
  CHECK(lint("a: [1]]\n") ==
        "x.yaml:1:7: unexpected text after the closing bracket; check the quotes and brackets "
        "before it.");
  CHECK(place_of("a: [[1, 2], [3, 4\n") == "1:13");
}

TEST_CASE("a tab as indentation is an error", "[lint]") {
  const std::string sentence = ": this line is indented with a tab; YAML's indentation is spaces.";
  CHECK(lint("network:\n\thidden_units: 3\n") == "x.yaml:2:2" + sentence);
  CHECK(lint("network:\n  a: 1\n  \tb: 2\n") == "x.yaml:3:4" + sentence);
  CHECK(lint("- a\n\t- b\n") == "x.yaml:2:2" + sentence);
  CHECK(lint("-\ta: 1\n") == "x.yaml:1:3" + sentence);
  CHECK(lint("a: [1,\n\t2]\n") == "x.yaml:2:2" + sentence);
  CHECK(lint("a: \"x\n\ty\"\n") == "x.yaml:2:2" + sentence);
  CHECK(lint("\ta: 1\n") == "x.yaml:1:2" + sentence);
}

TEST_CASE("a second colon is an error that asks for quotes", "[lint]") {
  const std::string sentence =
      ": a second colon follows the first; put quotes around a text that holds ': '.";
  CHECK(lint("a: b: c\n") == "x.yaml:1:5" + sentence);
  CHECK(lint("a: \"b\": c\n") == "x.yaml:1:7" + sentence);
  CHECK(lint("a: b:\n") == "x.yaml:1:5" + sentence);
  CHECK(lint("- a: b: c\n") == "x.yaml:1:7" + sentence);
  CHECK(lint("x: {a: b: c}\n") == "x.yaml:1:9" + sentence);
  CHECK(lint("x: {a: {b: 1}: c}\n") == "x.yaml:1:14" + sentence);
}

TEST_CASE("a variable inside brackets needs quotes", "[lint]") {
  const std::string sentence =
      ": inside brackets and braces, a variable needs quotes; write \"${NAME}\".";
  CHECK(lint("dataset: {plugin: csv, file: ${HOME}/x.csv}\n") == "x.yaml:1:30" + sentence);
  CHECK(lint("a: [${X}]\n") == "x.yaml:1:5" + sentence);
  CHECK(lint("a: [x, data/${X:-y}]\n") == "x.yaml:1:13" + sentence);
  CHECK(lint("a: {file: \"${HOME}/x.csv\"}\nb: ${HOME}/x\n").empty());
}

TEST_CASE("a line without a key, or beside its place, is an error", "[lint]") {
  const std::string no_key =
      ": a line of a config is `key: value`, but this one has no key; a colon needs a space after "
      "it.";
  CHECK(lint("dataset: digits\nseed 7\n") == "x.yaml:2:1" + no_key);
  CHECK(lint("dataset digits\nseed: 7\n") == "x.yaml:1:1" + no_key);
  CHECK(lint("dataset: digits\nseed:7\n") == "x.yaml:2:1" + no_key);
  CHECK(lint("a: 1\n&x\nb: 2\n") == "x.yaml:2:1" + no_key);
  CHECK(lint("network:\n  hidden_units: 10\n    activation: relu\n") ==
        "x.yaml:3:5: this line is indented like a continuation of the text at x.yaml:2:17. Align "
        "it with its sibling keys, or quote the text.");
  CHECK(lint("a: [1]\n  b: 2\n") ==
        "x.yaml:2:3: this line is indented like a part of the value above it, which is complete. "
        "Align it with its sibling keys.");
  CHECK(lint("a:\n    b: 1\n  c: 2\n") ==
        "x.yaml:3:3: this line's indentation matches no line above it.");
  CHECK(lint("a:\n- b\n  - c\n- d\nc\n") == "x.yaml:5:1" + no_key);
  CHECK(lint("- a\nb: 1\n") ==
        "x.yaml:2:1: each line of this list begins with '- ', but this one does not.");
  CHECK(lint("a: 1\n- b\n") ==
        "x.yaml:2:1: a list item cannot stand among a map's keys; indent it, or give the list a "
        "key.");
  CHECK(lint("a: - b\n") ==
        "x.yaml:1:4: a list with '- ' must begin on the line after its key; on the same line write "
        "[a, b].");
  CHECK(lint("[a]\nb: 1\n") ==
        "x.yaml:2:1: this line follows the end of the document's only value.");
  CHECK(lint("a: 1\n... b\n") == "x.yaml:2:5: unexpected text; only a comment may follow here.");
}

TEST_CASE("a key is on one line", "[lint]") {
  CHECK(lint("\"a\n b\": 1\n") ==
        "x.yaml:1:1: a key must be on one line; is a closing quote or bracket missing?");
}

TEST_CASE("empty places and missing commas in brackets are errors", "[lint]") {
  const std::string empty =
      ": there is no value before this comma; remove the comma, or write the value.";
  const std::string missing = ": a comma is missing here, or quotes around the text.";
  CHECK(lint("a: [1,, 2]\n") == "x.yaml:1:7" + empty);
  CHECK(lint("a: [, 1]\n") == "x.yaml:1:5" + empty);
  CHECK(lint("a: {b: 1, , c: 2}\n") == "x.yaml:1:11" + empty);
  CHECK(lint("a: ['x' 'y']\n") == "x.yaml:1:9" + missing);
  CHECK(lint("a: {b: 'x' c: 2}\n") == "x.yaml:1:12" + missing);
  CHECK(lint("a: [b [c]]\n") == "x.yaml:1:7" + missing);
  CHECK(lint("a: [b # c\n  d]\n") == "x.yaml:2:3" + missing);
  CHECK(lint("a: [- b]\n") ==
        "x.yaml:1:5: inside brackets, '-' does not begin a list item; remove it, or quote it.");
}

TEST_CASE("a comment glued to a value is an error", "[lint]") {
  const std::string sentence = ": a comment needs a space before its '#'.";
  CHECK(lint("a: \"x\"#c\n") == "x.yaml:1:7" + sentence);
  CHECK(lint("a: [1]#c\n") == "x.yaml:1:7" + sentence);
  CHECK(lint("a: [1,#c\n  2]\n") == "x.yaml:1:7" + sentence);
  CHECK(lint("a: |#c\n  x\n") == "x.yaml:1:5" + sentence);
  CHECK(lint("a: word # c\n  more\n").starts_with("x.yaml:2:3: this line is indented like a part"));
}

TEST_CASE("an escape that YAML does not have is an error", "[lint]") {
  CHECK(lint("a: \"it\\'s\"\n") ==
        "x.yaml:1:7: '\\'' is not an escape of YAML's double quotes; write '\\\\' for a backslash, "
        "or put the text into single quotes.");
  CHECK(place_of("a: \"C:\\data\"\n") == "1:7");
}

TEST_CASE("a comment in an argument is an error, because it would be ignored", "[lint]") {
  const SourceLocation argument{std::make_shared<const std::string>("command line, name=exp #3"), 0,
                                6};
  CHECK(lint("exp #3", argument) ==
        "command line, name=exp #3:10: '#' begins a comment, and the rest would be ignored. If it "
        "is part of the value, put YAML's quotes around it: '\"exp #3\"'.");
  CHECK_FALSE(lint("#3", argument).empty());
  CHECK_FALSE(lint("[1, 2] #3", argument).empty());
  CHECK(lint("exp#3", argument).empty());
  CHECK(lint("\"exp #3\"", argument).empty());
}

// Each is valid, and yaml-cpp reads it.
TEST_CASE("valid YAML of all forms is accepted", "[lint]") {
  const std::string texts[] = {
      "",
      "# nothing\n",
      "a: 1 # c\n\n# c\nb:\n  # c\n  - x\n\n  - y\n",
      "a:\n- x\n- y\nb:\n-\n  z\n",
      "- - a\n  - b\n- c: 1\n  d: 2\n-\n  e: 3\n",
      "a: \"x\n  y\"\nb: 'it''s\n\n  z'\n",
      "a: x\n  y\n   z\nb:\n  x - y\n  - z\n",
      "a: http://x:80/y#z\nb: c:\\d\nc: a,b\nd: [x:y, 'a': 1, \"b\":2, {c: d}]\n",
      "a: [1, 2,\n  # c\n  3, # c\n  ]\nb: {\n  c: 1,\n  d,\n  }\n",
      "a: |\n  x: y: z\n  \t# no comment\n   \"\n\nb: >-\n  - [\nc: |2-\n   x\n  y\n",
      "a: &x {b: 1}\nc: *x\nd: &y\n  e: 1\n&z f: 1\n",
      "a: !!str 1\nb: !t [x]\n",
      "? a\n: b\n? - c\n: - d\n",
      "\"a\": 1\n'b' : 2\n[c]: 3\n",
      "%YAML 1.2\n---\na: 1\n...\n",
      "--- a\n--- |\n x\n---\n- a\n...\n# c\n",
      "\xEF\xBB\xBF"
      "a: 1\r\nb:\r\n  - x\r\n  - \"y\r\n    z\"\r\n",
      "a:\t1\nb: \"\\t\\u00e9\\\n  x\"\n  \t\n",
      "a: [\"x\",\n  'y']\nb: {\"c\":1}\n",
      "a: ${X}\nb: x${Y:-z}\n",
      "-1\n",
      "a: -1\nb: ?x\nc: :y\nd: [-1, ?x]\n",
      "  a: 1\n  b: 2\n",
      "a: ''\nb: \"\"\nc: []\nd: {}\n",
      "[a,\nb]\n",
  };
  for (const auto& text : texts) {
    CAPTURE(text);
    CHECK(lint(text).empty());
  }
}

// Not YAML, but accepted by the check: what keeps each from changing an experiment.
TEST_CASE("invalid YAML that is still accepted cannot change a config", "[lint]") {
  // A closing bracket below its key, not right of it: the list is the same.
  CHECK(lint("a: [\n  1,\n]\nb: {\n}\n").empty());
  CHECK(parse("a: [\n  1,\n]\n").find("a")->as_list()->size() == 1);
  CHECK_FALSE(lint("a: [1,\n2]\n").empty());
  // A directive without a document: the document is empty, and a config must be a map.
  CHECK(lint("%YAML 1.2\n").empty());
  CHECK(parse("%YAML 1.2\n").is_null());
  // Empty lines of a block text with more blanks than its end: the text is the same.
  CHECK(lint("a: |\n   \n    \n # c\n").empty());
  CHECK(*parse("a: |\n   \n    \n # c\n").find("a")->as_text() ==
        *parse("a: |\n\n\n# c\n").find("a")->as_text());
  // A second directive, or a tag of no known form: a second document and any tag are errors.
  CHECK(lint("%YAML 1.2\n%YAML 1.2\n---\na: 1\n").empty());
  CHECK_THROWS_AS(parse("%YAML 1.2\n%YAML 1.2\n---\na: 1\n"), Error);
  CHECK(lint("a: !x{} b\n").empty());
  CHECK_THROWS_AS(parse("a: !x{} b\n"), Error);
  // A key of more than 1024 characters: it is the key that was written.
  const std::string key(2000, 'k');
  CHECK(lint(key + ": 1\n").empty());
  // An anchor that nothing uses, even twice on one value.
  CHECK(lint("a: &x &y 1\n").empty());
}

}  // namespace
}  // namespace runner::yaml_lint_test
