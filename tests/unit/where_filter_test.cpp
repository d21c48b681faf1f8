#include "compare/where_filter.hpp"

#include <limits>

#include "support/catch.hpp"

namespace runner::where_filter_test {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

MeasuredRun make_run(const std::string& name, FlatConfig config, double test_accuracy) {
  MeasuredRun run;
  run.record.status = RunStatus::finished;
  run.record.config = std::move(config);
  run.record.config.emplace_back("name", name);
  run.record.manifest.name = name;
  run.row = MetricsRow{};
  run.row->iteration = 500;
  run.row->seconds = 12.5;
  run.row->test = Metrics{0.5, test_accuracy};
  return run;
}

// relu, tanh and one that is running and has no row.
std::vector<MeasuredRun> three_runs() {
  std::vector<MeasuredRun> runs;
  runs.push_back(make_run("a",
                          {{"seed", "7"},
                           {"batch_size", "all"},
                           {"network.activation", "relu"},
                           {"optimizer.alpha", "1e-1"}},
                          0.9));
  runs.push_back(make_run("b c",
                          {{"seed", "42"},
                           {"batch_size", "128"},
                           {"network.activation", "leaky_relu"},
                           {"network.activation.slope", "0.5"},
                           {"optimizer.alpha", "0.01"}},
                          nan));
  runs.push_back(make_run("running",
                          {{"seed", "8"},
                           {"batch_size", "64"},
                           {"network.activation", "tanh"},
                           {"initializer.slope", "0.5"},
                           {"optimizer.alpha", "0.2"}},
                          nan));
  runs[2].record.status = RunStatus::running;
  runs[2].row.reset();
  return runs;
}

// The indices of the runs that match, as "01".
std::string matching(const std::string& where) {
  const auto runs = three_runs();
  WhereFilter filter = WhereFilter::parse(where);
  filter.resolve(runs);
  std::string indices;
  for (std::size_t i = 0; i < runs.size(); ++i) {
    if (filter.matches(runs[i])) indices += std::to_string(i);
  }
  return indices;
}

std::string error_of(const std::string& where) {
  try {
    matching(where);
  } catch (const Error& error) {
    CHECK(error.code() == ErrorCode::invalid_input);
    return error.what();
  }
  return "";
}

}  // namespace

TEST_CASE("numbers compare as numbers, other values as texts", "[where_filter]") {
  CHECK(matching("optimizer.alpha=0.1") == "0");
  CHECK(matching("optimizer.alpha==+1e-1") == "0");
  CHECK(matching("optimizer.alpha!=0.100") == "12");
  CHECK(matching("optimizer.alpha<0.1") == "1");
  CHECK(matching("optimizer.alpha<=0.1") == "01");
  CHECK(matching("optimizer.alpha>.1") == "2");
  CHECK(matching("optimizer.alpha>=1E-1") == "02");
  CHECK(matching("network.activation=relu") == "0");
  CHECK(matching("network.activation!=relu") == "12");
  CHECK(matching("seed>7") == "12");
  CHECK(matching("seed='7'") == "0");
  CHECK(matching("seed=7x") == "");
}

TEST_CASE("and binds more tightly than or, and parentheses bind first", "[where_filter]") {
  CHECK(matching("optimizer.alpha<0.15 and network.activation=relu") == "0");
  CHECK(matching("seed=7 or seed=8 and optimizer.alpha=0.1") == "0");
  CHECK(matching("(seed=7 or seed=8) and optimizer.alpha>0.1") == "2");
  CHECK(matching("((seed=7)OR(seed=8))") == "02");
  CHECK(matching("seed!=7 AND seed!=8 and seed!=9") == "1");
  CHECK(matching(" seed = 7\n or\tseed = 8 ") == "02");
}

TEST_CASE("values in quotes may hold anything", "[where_filter]") {
  CHECK(matching("name='b c'") == "1");
  CHECK(matching("name=\"b c\"") == "1");
  CHECK(matching("name='and' or name='it''s' or name='' or name='(<'") == "");
  CHECK(parse_where("name='it''s \"it\"'").conditions[0].value == "it's \"it\"");
  CHECK(parse_where("name=\"a\"\"b\"").conditions[0].value == "a\"b");
  CHECK(parse_where("file=data/größe-1.csv").conditions[0].value == "data/größe-1.csv");
}

TEST_CASE("a key may be its last parts, if only one ends so", "[where_filter]") {
  CHECK(matching("alpha<0.1") == "1");
  CHECK(matching("activation=relu") == "0");
  CHECK(matching("activation.slope=0.5") == "1");
  CHECK(error_of("slope=0.5") ==
        "--where: 'slope' may be initializer.slope or network.activation.slope; write the whole "
        "key.\n  slope=0.5\n  ^");
  CHECK(error_of("lpha=0.5") ==
        "--where: 'lpha' is neither a key of these runs' configs nor a metric. Did you mean "
        "'alpha'?\n  lpha=0.5\n  ^");
  CHECK(error_of("seed=1 and optimzer.alpha=0.5") ==
        "--where: 'optimzer.alpha' is neither a key of these runs' configs nor a metric. Did you "
        "mean 'optimizer.alpha'?\n  seed=1 and optimzer.alpha=0.5\n             ^");
  CHECK_THAT(error_of("test_acuracy>0.5"), test::contains("Did you mean 'test_accuracy'?"));
}

TEST_CASE("a run without the key or metric matches != alone", "[where_filter]") {
  CHECK(matching("activation.slope=0.5") == "1");
  CHECK(matching("activation.slope<0.6") == "1");
  CHECK(matching("activation.slope!=0.5") == "02");
  CHECK(matching("test_accuracy>0.5") == "0");
  CHECK(matching("test_accuracy<=1") == "0");
  CHECK(matching("test_accuracy!=0.9") == "12");
  CHECK(matching("validation_loss<100") == "");
  CHECK(matching("validation_loss!=100") == "012");
  CHECK(matching("batch_size<100") == "2");
  CHECK(matching("batch_size=all") == "0");
  CHECK(matching("batch_size!=all") == "12");
}

TEST_CASE("a condition may be about the status and the row", "[where_filter]") {
  CHECK(matching("status=finished") == "01");
  CHECK(matching("status!=finished") == "2");
  CHECK(matching("iteration=500") == "01");
  CHECK(matching("iteration>500") == "");
  CHECK(matching("epoch=0") == "01");
  CHECK(matching("seconds<13") == "01");
}

TEST_CASE("values that cannot be compared are errors", "[where_filter]") {
  CHECK(error_of("alpha<relu") ==
        "--where: 'relu' is a text; only numbers can be compared by <, <=, > and >=.\n"
        "  alpha<relu\n"
        "        ^");
  CHECK(error_of("activation<0.1") ==
        "--where: network.activation is a text in these runs, such as 'tanh'; only numbers can be "
        "compared by <, <=, > and >=.\n"
        "  activation<0.1\n"
        "            ^");
  CHECK(error_of("test_accuracy=high") ==
        "--where: test_accuracy is a number; 'high' is not.\n  test_accuracy=high\n                "
        "^");
  CHECK(error_of("test_accuracy=nan") != "");
  CHECK(error_of("iteration=1e999") != "");
  CHECK(error_of("status>1") ==
        "--where: a status is a text; only numbers can be compared by <, <=, > and >=.\n"
        "  status>1\n"
        "        ^");
  CHECK(error_of("status=finshed") ==
        "--where: 'finshed' is not a status. Did you mean 'finished'? Expected running, finished, "
        "paused, interrupted, diverged, failed, killed, missing or unreadable.\n"
        "  status=finshed\n"
        "         ^");
}

TEST_CASE("a filter with wrong syntax names the place", "[where_filter]") {
  CHECK(error_of("") == "--where: a condition is missing, such as alpha<0.1.\n  \n  ^");
  CHECK(error_of("alpha") ==
        "--where: expected =, !=, <, <=, > or >= after 'alpha'.\n  alpha\n       ^");
  CHECK(error_of("alpha =< 1") ==
        "--where: expected =, !=, <, <=, > or >= after 'alpha', not '=<'.\n"
        "  alpha =< 1\n"
        "        ^");
  CHECK(error_of("größe<") ==
        "--where: a value is missing after '<'. A value that is an operator, a parenthesis, 'and' "
        "or 'or' needs quotes.\n"
        "  größe<\n"
        "        ^");
  CHECK(error_of("a=1 and") ==
        "--where: expected a condition such as alpha<0.1.\n  a=1 and\n         ^");
  CHECK(error_of("a=1 or )") ==
        "--where: expected a condition such as alpha<0.1, not ')'.\n  a=1 or )\n         ^");
  CHECK(error_of("name=b c") ==
        "--where: expected 'and', 'or' or the end, not 'c'. A value with spaces needs quotes.\n"
        "  name=b c\n"
        "         ^");
  CHECK(error_of("name='b c") == "--where: the quote ' has no end.\n  name='b c\n       ^");
  CHECK(error_of("(a=1") == "--where: '(' without a ')' after it.\n  (a=1\n  ^");
  CHECK(error_of("a=1)") == "--where: ')' without a '(' before it.\n  a=1)\n     ^");
}

TEST_CASE("hostile filters are errors as well", "[where_filter]") {
  const std::string parentheses(100000, '(');
  CHECK_THAT(error_of(parentheses), test::contains("more than 50 nested parentheses."));
  const std::string open(50, '(');
  const std::string close(50, ')');
  CHECK(matching(open + "seed=7" + close) == "0");
  CHECK(error_of("a\x1b[2J=1\n\x80").find('\x1b') == std::string::npos);
  const std::string word(1 << 20, 'x');
  CHECK(error_of(word + "=1").size() < 300);
  CHECK(error_of("seed=1 " + word).size() < 300);
  CHECK(error_of("'" + word).size() < 300);
  std::string many = "seed=7";
  for (int i = 0; i < 20000; ++i) many += " and seed=7";
  CHECK(matching(many) == "0");
  const std::string message = error_of(many + " and seed");
  CHECK(message ==
        "--where: expected =, !=, <, <=, > or >= after 'seed'.\n"
        "  …d seed=7 and seed=7 and seed=7 and seed=7 and seed\n"
        "                                                     ^");
}

}  // namespace runner::where_filter_test
