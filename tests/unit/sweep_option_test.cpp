// --sweep KEY=VALUES: how the values are separated, counted and read.
#include "sweep/plan/sweep_option.hpp"
#include "support/catch.hpp"

namespace runner::test::sweep_option_test {
namespace {

std::vector<std::string> descriptions(const List& values) {
  std::vector<std::string> all;
  for (const auto& value : values) all.push_back(value.description());
  return all;
}

List values_of(const std::string& option) {
  Diagnostics diagnostics;
  const auto parameter = read_sweep_option(option, diagnostics);
  diagnostics.throw_if_any();
  REQUIRE(parameter.has_value());
  return std::get<Choice>(parameter->values).values;
}

using Texts = std::vector<std::string>;

Texts read(const std::string& option) { return descriptions(values_of(option)); }

// The error without "command line, --sweep ".
std::string error_of(const std::string& option) {
  Diagnostics diagnostics;
  try {
    CHECK_FALSE(read_sweep_option(option, diagnostics).has_value());
    diagnostics.throw_if_any();
  } catch (const Error& error) {
    CHECK(error.code() == ErrorCode::invalid_input);
    const std::string text = error.what();
    const std::string start = "command line, --sweep " + option + ":";
    return text.starts_with(start) ? text.substr(start.size()) : "at another place: " + text;
  }
  return "";
}

}  // namespace

TEST_CASE("commas separate the values of an option, each of which is YAML", "[sweep_option]") {
  CHECK(read("a=1") == Texts{"1"});
  CHECK(read("a.b=0.1, 2e-3 ,-4") == Texts{"0.1", "2e-3", "-4"});
  CHECK(read("a=relu,tanh") == Texts{"the text \"relu\"", "the text \"tanh\""});
  CHECK(read("a=true,null") == Texts{"true", "nothing"});
  CHECK(read("a='1,2',\"3,]\"") == Texts{"the text \"1,2\"", "the text \"3,]\""});
  CHECK(read("a='it''s, two',''") == Texts{"the text \"it's, two\"", "the text \"\""});
  CHECK(read("a=it's,o'clock") == Texts{"the text \"it's\"", "the text \"o'clock\""});
  CHECK(read("a=\"x\\\"y,\",z") == Texts{"the text \"x\"y,\"", "the text \"z\""});
  CHECK(read("a=x=y,../b,f(1,2)") ==
        Texts{"the text \"x=y\"", "the text \"../b\"", "the text \"f(1,2)\""});
  CHECK(read("a=x#1") == Texts{"the text \"x#1\""});
  CHECK(read("a=[1,2],[3]") == Texts{"a list", "a list"});
}

TEST_CASE("a map may be a value, such as a plugin with options", "[sweep_option]") {
  const List values = values_of("a=relu,{plugin: leaky_relu, slope: 0.1}");
  REQUIRE(values.size() == 2);
  REQUIRE(values[1].find("slope") != nullptr);
  CHECK(values[1].find("slope")->text == "0.1");
  CHECK(values[1].find("slope")->location.text() ==
        "command line, --sweep a=relu,{plugin: leaky_relu, slope: 0.1}:44");
  CHECK(read("a={plugin: adam}") == Texts{"a map"});
}

TEST_CASE("a range has both of its ends, and may stand beside other values", "[sweep_option]") {
  CHECK(read("a=0..3") == Texts{"0", "1", "2", "3"});
  CHECK(read("a=-2..0") == Texts{"-2", "-1", "0"});
  CHECK(read("a=5..5") == Texts{"5"});
  CHECK(read("a=0..1, 7,9..10") == Texts{"0", "1", "7", "9", "10"});
  CHECK(read("a='0..3'") == Texts{"the text \"0..3\""});
  CHECK(values_of("seed=0..99999").size() == 100'000);
}

TEST_CASE("each value has its place on the command line", "[sweep_option]") {
  const List values = values_of("a=1, x,3..4");
  const std::string start = "command line, --sweep a=1, x,3..4:";
  CHECK(values[0].location.text() == start + "11");
  CHECK(values[1].location.text() == start + "14");
  CHECK(values[2].location.text() == start + "16");
  CHECK(values[3].location.text() == start + "16");
}

TEST_CASE("keys that go together take lists", "[sweep_option]") {
  Diagnostics diagnostics;
  const auto parameter = read_sweep_option("a, b.c=[1,x],[2,y]", diagnostics);
  diagnostics.throw_if_any();
  REQUIRE(parameter.has_value());
  REQUIRE(parameter->keys.size() == 2);
  CHECK(parameter->keys[1].path == "b.c");
  List trial;
  append_values(*parameter, std::get<Choice>(parameter->values).values[1], trial);
  CHECK(descriptions(trial) == Texts{"2", "the text \"y\""});
  CHECK(error_of("a,b=[1,2],[3]") ==
        "19: the keys a, b go together, so each of their values must be a list of 2, but this is "
        "a list of 1.");
  CHECK(error_of("a,b,a=[1,2,3]") == "9: a is given twice; keep one of the two.");
}

TEST_CASE("an option without key or values is an error", "[sweep_option]") {
  CHECK(error_of("seed") ==
        "9: expected KEY=VALUES, such as optimizer.alpha=0.1,0.2 or seed=0..9.");
  CHECK(error_of("=1") == "9: expected KEY=VALUES, such as optimizer.alpha=0.1,0.2 or seed=0..9.");
  CHECK(error_of("") == "9: expected KEY=VALUES, such as optimizer.alpha=0.1,0.2 or seed=0..9.");
  CHECK(error_of("seed=") ==
        "14: there are no values after '='; give some, such as 0.1,0.2 or 0..9.");
  for (const std::string values : {"1,,2", "1,", "1, "}) {
    CAPTURE(values);
    CHECK(error_of("a=" + values) ==
          "13: this value is empty; remove the comma, write null for the default, or '' for an "
          "empty text.");
  }
  CHECK(error_of("a..b=1") ==
        "9: 'a..b' is not a key of the config; write one such as optimizer.alpha.");
  CHECK(error_of("name=x") == "9: name applies to the whole sweep and cannot vary.");
}

TEST_CASE("a range that is none is an error", "[sweep_option]") {
  CHECK(error_of("seed=9..0") ==
        "14: the range 9..0 must go from a smaller number to a larger one; write 0..9.");
  CHECK(error_of("seed=1,0..100000") == "16: the range 0..100000 has more than 100000 values.");
  CHECK(error_of("seed=-9223372036854775808..9223372036854775807") ==
        "14: the range -9223372036854775808..9223372036854775807 has more than 100000 values.");
  for (const std::string range : {"0.1..0.5", "0..", "..5", "0...5", "0..5..9", "1..x", "1..2.0"}) {
    CAPTURE(range);
    CHECK(error_of("a=" + range) ==
          "11: '" + range +
              "' is not a range, which has a whole number at both ends, such as 0..9. List other "
              "numbers, such as 0.1,0.2, and quote text.");
  }
}

TEST_CASE("brackets and quotes that are not closed are an error", "[sweep_option]") {
  CHECK(error_of("a=[1,2") ==
        "11: this '[' is never closed; close it, or quote the value if it is text.");
  CHECK(error_of("a=1,2}") ==
        "14: this '}' closes nothing; remove it, or quote the value if it is text.");
  CHECK(error_of("a=[1)") ==
        "13: this ')' closes nothing; remove it, or quote the value if it is text.");
  CHECK(error_of("a=x,'y") == "13: this quote is never closed.");
  CHECK(error_of("a=[\"x]") == "12: this quote is never closed.");
  CHECK(error_of("a=x #y") == "13: YAML takes what follows this # for a comment; quote the value.");
  CHECK(error_of("a=x,#y") == "13: YAML takes what follows this # for a comment; quote the value.");
}

TEST_CASE("a list that stands alone is an error", "[sweep_option]") {
  CHECK(error_of("a=[0.1,0.2]") ==
        "11: this is one value, a list; write --sweep 'a=0.1,0.2', or give `a=[0.1,0.2]` without "
        "--sweep if all trials have this list.");
}

TEST_CASE("other tools' forms show the option in ours", "[sweep_option]") {
  CHECK(error_of("a=choice(0.1,0.2)") ==
        "11: 'choice(0.1,0.2)' is in another tool's form; write --sweep 'a=0.1,0.2'.");
  CHECK(error_of("a=range(0,10)") ==
        "11: 'range(0,10)' is in another tool's form; write --sweep 'a={range: [0, 10]}'.");
  CHECK(error_of("a={values: [0.1, 0.2]}") ==
        "11: '{values: [0.1, 0.2]}' is in another tool's form; write --sweep 'a=0.1,0.2'.");
  CHECK(error_of("a={min: 0.1, max: 0.2}") ==
        "11: '{min: 0.1, max: 0.2}' is in another tool's form; write --sweep 'a={uniform: [0.1, "
        "0.2]}'.");
  CHECK(error_of("a={value: x}") ==
        "11: '{value: x}' is in another tool's form; write --sweep 'a=x'.");
  CHECK(read("a='choice(1,2)'") == Texts{"the text \"choice(1,2)\""});
}

}  // namespace runner::test::sweep_option_test
