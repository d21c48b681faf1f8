// The JSON Schema of the config file, by a validator that knows nothing of this project, beside
// what the program itself says of the same files.
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "cli/runs.hpp"
#include "support/catch.hpp"
#include "support/skip.hpp"

namespace runner::test::schema_test {
namespace {

const std::filesystem::path source = RUNNER_SOURCE_DIR;

// What the validator says of each file, "valid FILE" or "invalid FILE: why", a line each.
std::string validate(const std::vector<std::filesystem::path>& files) {
  ProcessOptions options;
  options.environment["NODE_PATH"] = "/usr/share/nodejs:/usr/lib/nodejs";
  std::vector<std::string> arguments = {"node", source / "tests/schema/validate.js",
                                        source / "configs/schema.json"};
  arguments.insert(arguments.end(), files.begin(), files.end());
  const auto result = run_process(arguments, options);
  INFO(result.err);
  REQUIRE(result.status == 0);
  return result.out;
}

// Says that the test is skipped where there is no validator.
bool have_validator() {
  ProcessOptions options;
  options.environment["NODE_PATH"] = "/usr/share/nodejs:/usr/lib/nodejs";
  const auto found =
      run_process({"sh", "-c", "node -e 'require(\"ajv\"); require(\"js-yaml\")'"}, options);
  if (found.status != 0) skip("node with ajv and js-yaml is not installed");
  return found.status == 0;
}

bool runner_accepts(const std::filesystem::path& file) {
  return run_program({"check", file.string()}).status == 0;
}

// Puts both to the test: the validator and the program must agree with `good`.
void expect_agreement(const std::vector<std::string>& configs, bool good) {
  const TemporaryFolder folder;
  std::vector<std::filesystem::path> files;
  for (const auto& config : configs) {
    files.push_back(folder / fmt::format("config{}.yaml", files.size()));
    write_file(files.back(), config);
  }
  std::istringstream verdicts(validate(files));
  for (std::size_t i = 0; i < files.size(); ++i) {
    std::string verdict;
    std::getline(verdicts, verdict);
    CAPTURE(configs[i], verdict);
    CHECK(verdict.starts_with("valid ") == good);
    CHECK(runner_accepts(files[i]) == good);
  }
}

const std::string data = "dataset: digits\n";

const std::string shipped = (source / "configs/baseline.yaml").string();

nlohmann::json all_plugins() {
  return nlohmann::json::parse(run_program({"plugins", "list", "--json"}).out);
}

nlohmann::json description_of(const std::string& name) {
  return nlohmann::json::parse(run_program({"plugins", "describe", name, "--json"}).out);
}

// A config that gives one option of a plugin this value.
std::string config_with(const nlohmann::json& plugin, const std::string& option,
                        const std::string& value) {
  const std::string kind = plugin["kind"];
  const std::string choice =
      fmt::format("{{plugin: {}, {}: {}}}\n", plugin["name"].get<std::string>(), option, value);
  if (kind == "dataset") return "dataset: " + choice;
  if (kind == "optimizer") return data + "optimizer: " + choice;
  return data + "network:\n  " + kind + ": " + choice;
}

// Values just outside of the option's bounds, or of another type.
std::vector<std::string> wrong_values(const nlohmann::json& option) {
  std::vector<std::string> values = {"{a: 1}"};
  const std::string type = option["type"];
  const bool number = type == "real" || type == "integer";
  const double step = type == "integer" ? 1 : 1e-3;
  if (number) values.emplace_back("text");
  if (type == "integer") values.emplace_back("1.5");
  if (type == "boolean" || type == "choice" || type == "text" || type == "path") {
    values.emplace_back("7");
  }
  const auto add = [&](const char* bound, double beyond) {
    if (option.contains(bound)) {
      values.push_back(fmt::format("{}", option[bound].get<double>() + beyond));
    }
  };
  add("above", 0);
  add("below", 0);
  add("at_least", -step);
  add("at_most", step);
  return values;
}

}  // namespace

TEST_CASE("the committed schema, plugin page and table of keys are current", "[schema]") {
  CHECK(read_file(source / "configs/schema.json") == run_program({"docs", "schema"}).out);
  CHECK(read_file(source / "plugins/README.md") == run_program({"docs", "plugins"}).out);
  const std::string table = run_program({"docs", "config"}).out;
  CHECK(table.find("| `network.hidden_units` |") != std::string::npos);
  CHECK_THAT(read_file(source / "docs/config.md"),
             contains("after a change -->\n\n" + table + "\n<!-- end of keys -->\n"));
}

TEST_CASE("the shipped configs name the schema and are valid", "[schema]") {
  if (!have_validator()) return;
  std::vector<std::filesystem::path> configs;
  for (const auto& item : std::filesystem::directory_iterator(source / "configs")) {
    if (item.path().extension() == ".yaml") configs.push_back(item.path());
  }
  CHECK(configs.size() >= 4);
  for (const auto& config : configs) {
    CAPTURE(config);
    CHECK(read_file(config).starts_with("# yaml-language-server: $schema=schema.json\n"));
    CHECK(validate({config}) == "valid " + config.string() + "\n");
  }
}

TEST_CASE("schema and program accept the same keys and values", "[schema]") {
  if (!have_validator()) return;
  expect_agreement({data,
                    "dataset: {plugin: digits}\n",
                    data + "name: näme 1\n",
                    data + "name: a b\n",
                    data + "name: x\n" + "x-units: &units 5\nnetwork: {hidden_units: *units}\n",
                    data + "seed: 0\n",
                    data + "seed: 4294967295\n",
                    data + "seed: 0x10\n",
                    data + "split_size: 0\n",
                    data + "validation_size: 10\n",
                    data + "network: {}\n",
                    data + "network: {hidden_units: 1, activation: tanh, initializer: he}\n",
                    data + "network:\n  activation: {}\n",
                    data + "optimizer: {alpha: 1}\n",
                    data + "optimizer: adam\n",
                    data + "iterations: 1e3\n",
                    data + "iterations: 10.0\n",
                    data + "epochs: 2\n",
                    data + "batch_size: all\n",
                    data + "batch_size: 10\n",
                    data + "batch_size: 64.0\n",
                    data + "precision: float\n",
                    data + "report_every: 1\n",
                    data + "checkpoint_every: 0\n",
                    data + "validation_size: 10\nearly_stopping: {}\n",
                    data + "validation_size: 10\nearly_stopping: {metric: validation_accuracy, "
                           "patience: 1}\n",
                    data + "network: {activation: {plugin: leaky_relu, slope: 0}}\n",
                    data + "sweep: {parameters: {optimizer.alpha: [0.1, 0.3]}}\n",
                    data + "sweep: {parameters: {'batch_size, optimizer.alpha': [[32, 0.1]]}}\n",
                    data + "sweep: {parameters: {'seed,batch_size': {choice: [[1, 2], [2, 3]]}}}\n",
                    "base: " + shipped + "\noptimizer: {plugin: adam}\n",
                    "base: [" + shipped + "]\nseed: null\nnetwork: {activation: {}}\n",
                    data + "validation_size: 10\n"
                           "sweep: {strategy: halving, min_iterations: 100, eta: 2, "
                           "parameters: {optimizer.alpha: [0.1, 0.3]}}\n",
                    data + "validation_size: 10\n"
                           "sweep: {strategy: halving, min_iterations: 100, trials: 4, seed: 1, "
                           "parameters: {optimizer.alpha: {uniform: [0.1, 0.3]}}}\n",
                    data + "sweep: {strategy: random, trials: 2, seed: 1, objective: train_loss, "
                           "parameters: {optimizer.alpha: {log_uniform: [0.1, 0.3]}}}\n"},
                   true);
}

TEST_CASE("schema and program refuse the same keys and values", "[schema]") {
  if (!have_validator()) return;
  expect_agreement({"seed: 1\n",
                    "",
                    "[]\n",
                    "dataset:\n",
                    "dataset: 3\n",
                    "dataset: relu\n",
                    "dataset: idx\n",
                    "dataset: {}\n",
                    "dataset: {plugin: idx, images: a.gz}\n",
                    "dataset: {plugin: digits, limit: 3}\n",
                    data + "name: .hidden\n",
                    data + "name: a/b\n",
                    data + "name: \"\"\n",
                    data + "name: 7\n",
                    data + "name: -x\n",
                    data + "name: \" x\"\n",
                    data + "name: \"x \"\n",
                    data + "name: \"x\u3000\"\n",
                    data + "base: 5\n",
                    data + "base: []\n",
                    data + "base: \"\"\n",
                    data + "base:\n",
                    "base: " + shipped + "\nsede: 1\n",
                    data + "network: {x-units: 5}\n",
                    data + "seed: -1\n",
                    data + "seed: 4294967296\n",
                    data + "seed: 1.5\n",
                    data + "seed: \"1\"\n",
                    data + "seed: yes\n",
                    data + "seed: ~\n",
                    data + "split_size: -1\n",
                    data + "validation_size: some\n",
                    data + "network: 3\n",
                    data + "network:\n",
                    data + "network: {hidden: 3}\n",
                    data + "network: {hidden_units: 0}\n",
                    data + "network: {hidden_units: 1000001}\n",
                    data + "network: {activation: adam}\n",
                    data + "network: {activation: {slope: 0.1}}\n",
                    data + "optimizer: {plugin: adam, alpha: 0}\n",
                    data + "optimizer: {beta1: 0.5}\n",
                    data + "optimizer: [adam]\n",
                    data + "iterations: 5\nepochs: 5\n",
                    data + "epochs: -1\n",
                    data + "batch_size: 0\n",
                    data + "batch_size: some\n",
                    data + "batch_size: 1.5\n",
                    data + "precision: half\n",
                    data + "report_every: 0\n",
                    data + "checkpoint_every: -1\n",
                    data + "early_stopping: {}\n",
                    data + "validation_size: 0\nearly_stopping: {}\n",
                    data + "validation_size: 10\nearly_stopping: 5\n",
                    data + "validation_size: 10\nearly_stopping: {patience: 0}\n",
                    data + "validation_size: 10\nearly_stopping: {metric: test_loss}\n",
                    data + "validation_size: 10\nearly_stopping: {patients: 1}\n",
                    data + "report_evry: 10\n",
                    data + "sweep: {}\n",
                    data + "sweep: {parameters: {}}\n",
                    data + "sweep: {parameters: {seed: []}}\n",
                    data + "sweep: {parameters: {seed: 1}}\n",
                    data + "sweep: {parameters: {name: [a]}}\n",
                    data + "sweep: {parameters: {seed: {range: [1]}}}\n",
                    data + "sweep: {parameters: {seed: {values: [1]}}}\n",
                    data + "sweep: {parameters: {seed: {min: 1, max: 3}}}\n",
                    data + "sweep: {parameters: {'seed, batch_size': [1, 2]}}\n",
                    data + "sweep: {parameters: {'seed, batch_size': [[1]]}}\n",
                    data + "sweep: {parameters: {'seed, batch_size': {range: [1, 2]}}}\n",
                    data + "sweep: {parameters: {'seed, name': [[1, a]]}}\n",
                    data + "sweep: {parameters: {sweep.seed: [1]}}\n",
                    data + "sweep: {parameters: {seed: [1]}, trials: 2}\n",
                    data + "sweep: {parameters: {seed: [1]}, strategy: random}\n",
                    data + "sweep: {parameters: {seed: [1]}, objective: test_loss}\n",
                    data + "sweep: {parameters: {seed: [1]}, eta: 3}\n",
                    data + "sweep: {parameters: {seed: [1]}, strategy: halving}\n",
                    data + "sweep: {parameters: {seed: [1]}, strategy: halving, min_iterations: "
                           "10, seed: 1}\n",
                    data + "sweep: {parameters: {seed: [1]}, strategy: halving, min_iterations: "
                           "10, eta: 1}\n",
                    data + "validation_size: 10\nsweep: {parameters: {seed: [1]}, strategy: "
                           "halving, min_iterations: 100, objective: train_loss}\n",
                    data + "seed: 1\nseed: 2\n",
                    data + "network: {activation: {plugin: leaky_relu, slope: .nan}}\n"},
                   false);
}

TEST_CASE("schema and program accept every option's default", "[schema]") {
  if (!have_validator()) return;
  std::vector<std::string> configs;
  for (const auto& info : all_plugins()) {
    const auto plugin = description_of(info["name"]);
    bool needs_data = false;
    for (const auto& option : plugin["options"]) needs_data |= option["required"].get<bool>();
    if (needs_data) continue;
    for (const auto& option : plugin["options"]) {
      if (option["default"].is_null()) continue;
      configs.push_back(config_with(plugin, option["name"], option["default"].dump()));
    }
  }
  CHECK(configs.size() > 20);
  expect_agreement(configs, true);
}

TEST_CASE("schema and program refuse every option's values out of bounds or of another type",
          "[schema]") {
  if (!have_validator()) return;
  std::vector<std::string> configs;
  for (const auto& info : all_plugins()) {
    const auto plugin = description_of(info["name"]);
    configs.push_back(config_with(plugin, "no_such_option", "1"));
    for (const auto& option : plugin["options"]) {
      for (const auto& value : wrong_values(option)) {
        configs.push_back(config_with(plugin, option["name"], value));
      }
    }
  }
  CHECK(configs.size() > 100);
  expect_agreement(configs, false);
}

}  // namespace runner::test::schema_test
