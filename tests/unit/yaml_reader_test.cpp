#include <cmath>

#include "config/yaml_reader.hpp"
#include "config/yaml_writer.hpp"
#include "support/catch.hpp"

namespace runner::yaml_reader_test {
namespace {

const SourceLocation file{std::make_shared<const std::string>("x.yaml"), 1, 1};

Value parse(const std::string& yaml) {
  Diagnostics diagnostics;
  Value value = parse_yaml(yaml, file, diagnostics);
  diagnostics.throw_if_any();
  return value;
}

std::string error_of(const std::string& yaml) {
  try {
    parse(yaml);
  } catch (const Error& error) {
    return error.what();
  }
  return "no error";
}

TEST_CASE("a plain scalar has the type that YAML 1.2's core schema gives it") {
  CHECK(parse("~").is_null());
  CHECK(parse("null").is_null());
  CHECK(std::get<bool>(parse("True").data));
  CHECK_FALSE(std::get<bool>(parse("false").data));
  CHECK(*parse("010").as_integer() == 10);
  CHECK(*parse("0o17").as_integer() == 15);
  CHECK(*parse("0xfF").as_integer() == 255);
  CHECK(*parse("-7").as_integer() == -7);
  CHECK(*parse("+7").as_integer() == 7);
  CHECK(std::get<double>(parse("1e3").data) == 1000.0);
  CHECK(std::get<double>(parse(".5").data) == 0.5);
  CHECK(std::get<double>(parse("5.").data) == 5.0);
  CHECK(std::isinf(std::get<double>(parse("-.inf").data)));
  CHECK(std::isnan(std::get<double>(parse(".NaN").data)));
}

TEST_CASE("words of YAML 1.1 and things that only look like numbers are text") {
  for (const std::string text :
       {"yes", "off", "1_000", "1:30", "0b1", "1e", ".", "e5", "nan", "0x"}) {
    CAPTURE(text);
    CHECK(*parse("[ " + text + " ]").as_list()->at(0).as_text() == text);
  }
}

TEST_CASE("a quoted scalar is text") {
  CHECK(*parse("'5'").as_text() == "5");
  CHECK(*parse("\"true\"").as_text() == "true");
  CHECK(*parse("|\n  5\n").as_text() == "5\n");
}

TEST_CASE("an integer beyond 64 bits is a double") {
  CHECK(std::get<double>(parse("99999999999999999999").data) == 1e20);
}

TEST_CASE("every value knows its line and column") {
  const Value tree = parse("a: 1\nb:\n  c: [x, yy]\n");
  CHECK(tree.find("a")->location.text() == "x.yaml:1:4");
  CHECK(tree.find("b")->find("c")->as_list()->at(1).location.text() == "x.yaml:3:10");
  CHECK(tree.as_map()->at(1).key_location.text() == "x.yaml:2:1");
}

TEST_CASE("invalid YAML is an error with its place") {
  CHECK(error_of("a: @b\n").starts_with("x.yaml:1:4: this is not valid YAML: "));
  CHECK(error_of(std::string("a: \0 b", 6)) ==
        "x.yaml:1:1: this is not valid YAML: it holds a NUL byte.");
}

TEST_CASE("a repeated key is an error that names both places") {
  CHECK(error_of("seed: 1\nname: a\nseed: 2\n") ==
        "x.yaml:3:1: the key 'seed' is repeated; it is already at x.yaml:1:1. Keep one of the "
        "two.");
}

TEST_CASE("all errors of a file are reported in their order") {
  CHECK(error_of("a: ${RUNNER_TEST_UNSET}\nb: 1\nb: 2\n") ==
        "x.yaml:1:4: the environment variable RUNNER_TEST_UNSET is not set; set it, or give a "
        "default "
        "with ${RUNNER_TEST_UNSET:-default}.\n"
        "x.yaml:3:1: the key 'b' is repeated; it is already at x.yaml:2:1. Keep one of the two.");
}

TEST_CASE("a second document is an error") {
  CHECK(error_of("a: 1\n---\nb: 2\n") ==
        "x.yaml:3:1: a second YAML document begins after '---'; an experiment is one document. "
        "Move it "
        "to a file of its own.");
}

TEST_CASE("a tag is an error") {
  CHECK(error_of("a: !!str 5\n").starts_with("x.yaml:1:4: the tag 'tag:yaml.org,2002:str' is not"));
}

TEST_CASE("a key that is not plain text is an error") {
  CHECK(error_of("[a]: 1\n") == "x.yaml:1:1: a key must be plain text, but this is a list.");
}

TEST_CASE("an alias repeats its anchor's value") {
  const Value tree = parse("a: &x {k: 1}\nb: *x\n");
  CHECK(*tree.find("b")->find("k")->as_integer() == 1);
}

TEST_CASE("a null that is written differs from a value left out") {
  const Value tree = parse("a: null\nb:\nnull_c: {d: ~, e: , f: Null}\ng:\n~g: NULL\nh:\n");
  CHECK(tree.find("a")->is_written_null());
  CHECK_FALSE(tree.find("b")->is_written_null());
  CHECK(tree.find("null_c")->find("d")->is_written_null());
  CHECK_FALSE(tree.find("null_c")->find("e")->is_written_null());
  CHECK(tree.find("null_c")->find("f")->is_written_null());
  CHECK_FALSE(tree.find("g")->is_written_null());
  CHECK(tree.find("~g")->is_written_null());
  CHECK_FALSE(tree.find("h")->is_written_null());
  CHECK(parse("\xEF\xBB\xBF~").is_written_null());
  const Value other = parse("a: \"\u00e9\u4e00\"\r\nb: null\r\nc:\r\n");
  CHECK(other.find("b")->is_written_null());
  CHECK_FALSE(other.find("c")->is_written_null());
  CHECK_FALSE(parse("").is_written_null());
}

TEST_CASE("the merge key adds a map's entries before the map's own, which win") {
  const Value tree = parse("a: &a {x: 1, y: 2}\nb: {y: 3, <<: *a, z: 4}\n");
  const Map& b = *tree.find("b")->as_map();
  REQUIRE(b.size() == 3);
  CHECK(b[0].key == "x");
  CHECK(b[0].value.text == "1");
  CHECK(b[0].value.location.text() == "x.yaml:1:11");
  CHECK(tree.find("b")->find("y")->text == "3");
  CHECK(tree.find("b")->find("z")->text == "4");
}

TEST_CASE("the merge key takes several maps, of which earlier ones win, and merged maps") {
  const Value tree =
      parse("- &a {x: 1}\n- &b {x: 2, y: 2}\n- &c {<<: [*a, *b], z: 3}\n- {<<: *c, x: 4}\n");
  const Value& merged = tree.as_list()->at(2);
  CHECK(merged.find("x")->text == "1");
  CHECK(merged.find("y")->text == "2");
  const Value& last = tree.as_list()->at(3);
  CHECK(last.find("x")->text == "4");
  CHECK(last.find("y")->text == "2");
  CHECK(last.find("z")->text == "3");
  CHECK(parse("a: &a {}\nb: {<<: *a}\n").find("b")->as_map()->empty());
}

TEST_CASE("a quoted << is a key like any other") {
  CHECK(parse("a: {'<<': 5}\n").find("a")->find("<<")->text == "5");
}

TEST_CASE("a merge key that merges no map, or twice, is an error") {
  CHECK(error_of("a: &a 5\nb: {<<: *a}\n") ==
        "x.yaml:2:9: the key '<<' merges a map or a list of maps, but this is 5; write `<<: *name` "
        "for the map that follows `&name`.");
  CHECK(error_of("b: {<<: [{x: 1}, 7]}\n").starts_with("x.yaml:1:18: the key '<<' merges a map"));
  CHECK(error_of("b: {<<: }\n").starts_with("x.yaml:1:5: the key '<<' merges a map"));
  CHECK(error_of("a: &a {}\nb: {<<: *a, <<: *a}\n") ==
        "x.yaml:2:13: the key '<<' is repeated; it is already at x.yaml:2:5. Write one, such as "
        "`<<: [*first, *second]`.");
}

TEST_CASE("aliases that grow without bound are refused") {
  std::string yaml = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
  for (int i = 1; i < 9; ++i) {
    const std::string before = "*a" + std::to_string(i - 1);
    yaml += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [";
    for (int k = 0; k < 10; ++k) yaml += before + (k < 9 ? ", " : "]\n");
  }
  CHECK(error_of(yaml) ==
        "x.yaml: the YAML holds more than 100000 values, aliases counted; an "
        "experiment needs a few dozen.");
}

TEST_CASE("an alias inside its own anchor is an error") {
  CHECK(error_of("a: &x [*x]\n") == "x.yaml:1:8: this alias is inside its own anchor.");
}

TEST_CASE("endless nesting is an error, not a crash") {
  const std::string sentence =
      ": maps and lists are nested more than 1000 deep; an experiment needs a few levels.";
  CHECK(error_of(std::string(100'000, '[')) == "x.yaml:1:1001" + sentence);
  std::string dashes;
  for (int i = 0; i < 100'000; ++i) dashes += "- ";
  CHECK(error_of(dashes) == "x.yaml:1:1999" + sentence);
  CHECK(error_of(std::string(999, '[') + std::string(999, ']')).find("this is not valid YAML") !=
        std::string::npos);
}

TEST_CASE("environment variables are expanded inside scalars") {
  setenv("RUNNER_TEST_DIR", "/data", 1);
  setenv("RUNNER_TEST_SEED", "7", 1);
  setenv("RUNNER_TEST_EMPTY", "", 1);
  CHECK(*parse("${RUNNER_TEST_DIR}/x").as_text() == "/data/x");
  CHECK(*parse("${RUNNER_TEST_NONE:-data/mnist}/x").as_text() == "data/mnist/x");
  CHECK(*parse("${RUNNER_TEST_EMPTY:-full}").as_text() == "full");
  CHECK(*parse("${RUNNER_TEST_SEED}").as_integer() == 7);
  CHECK(*parse("\"${RUNNER_TEST_SEED}\"").as_text() == "7");
  CHECK(*parse("a$$b$c").as_text() == "a$b$c");
}

TEST_CASE("what a variable holds is never YAML structure") {
  setenv("RUNNER_TEST_LIST", "[1, 2]: {a: b}", 1);
  CHECK(*parse("a: ${RUNNER_TEST_LIST}").find("a")->as_text() == "[1, 2]: {a: b}");
}

TEST_CASE("an invalid reference to a variable is an error") {
  CHECK(error_of("a: \"${oops\"") ==
        "x.yaml:1:4: '${oops' has no closing brace; write ${NAME}, or $$ for a plain $.");
  CHECK(error_of("a: \"${1x}\"")
            .starts_with("x.yaml:1:4: '${1x}' is not the name of an environment variable;"));
}

TEST_CASE("what is written reads back as the same tree") {
  const std::string yaml =
      "text: \"5\"\nnumber: 0.1\ndollar: \"$$HOME $${x}\"\nnull_text: \"null\"\n"
      "list: [a, \"b, c\", \"\"]\nmap: {plugin: relu}\n";
  const Value tree = parse(yaml);
  const std::string written = write_yaml(tree);
  const Value again = parse(written);
  CHECK(write_yaml(again) == written);
  CHECK(*again.find("text")->as_text() == "5");
  CHECK(*again.find("dollar")->as_text() == "$HOME ${x}");
  CHECK(*again.find("null_text")->as_text() == "null");
  CHECK(*again.find("list")->as_list()->at(1).as_text() == "b, c");
  CHECK(std::get<double>(again.find("number")->data) == 0.1);
}

}  // namespace
}  // namespace runner::yaml_reader_test
