// `runner plugins list`, `describe` and `new`, and `runner docs`.
#include <nlohmann/json.hpp>

#include "cli/runs.hpp"
#include "support/catch.hpp"

namespace runner::test::plugins_list_test {

using nlohmann::json;

TEST_CASE("plugins list shows kind, name, version, summary and file", "[plugins]") {
  const auto result = run_program({"plugins", "list"});
  CHECK(result.status == 0);
  const std::string file = std::string(RUNNER_TEST_PLUGINS) + "/relu.so";
  bool found = false;
  std::istringstream lines(result.out);
  for (std::string line; std::getline(lines, line);) {
    found = found || (line.starts_with("activation   relu ") &&
                      line.ends_with("Rectified linear unit  (" + file + ")"));
  }
  INFO(result.out);
  CHECK(found);
}

TEST_CASE("plugins list --json is an array of the same, by kind and name", "[plugins]") {
  const json list = json::parse(run_program({"plugins", "list", "--json"}).out);
  REQUIRE(list.size() > 30);
  CHECK(list[0]["kind"] == "dataset");
  CHECK(list[0]["name"] == "csv");
  CHECK(list.back()["kind"] == "optimizer");
  for (const json& plugin : list) {
    if (plugin["name"] != "tanh") continue;
    CHECK(plugin == json({{"kind", "activation"},
                          {"name", "tanh"},
                          {"version", "0.1.0"},
                          {"summary", "Hyperbolic tangent"},
                          {"formula", "tanh x"},
                          {"citation", nullptr},
                          {"file", std::string(RUNNER_TEST_PLUGINS) + "/tanh.so"}}));
  }
}

TEST_CASE("plugins list runs no plugin", "[plugins]") {
  ProcessOptions options;
  options.environment["FAULT"] = "crash when made";
  const auto result =
      run_program({"plugins", "list", "--plugin-path", RUNNER_FAULTY_PLUGINS}, options);
  CHECK(result.status == 0);
  CHECK_THAT(result.out, contains("faulty_activation"));
}

TEST_CASE("plugins describe shows every option's type, bounds, default and meaning", "[plugins]") {
  const auto text = run_program({"plugins", "describe", "leaky_relu"});
  CHECK(text.status == 0);
  CHECK_THAT(text.out, contains("leaky_relu (activation, version 0.1.0)\n"
                                "  Rectified linear unit with a small slope below zero\n"
                                "  formula:  x for x > 0, else slope x\n"
                                "  citation: Maas et al., ICML 2013\n"));
  CHECK_THAT(text.out, contains("  slope: a number of at least 0 and below 1, default 0.01\n"
                                "      Slope below zero\n"));
  const json plugin = json::parse(run_program({"plugins", "describe", "leaky_relu", "--json"}).out);
  CHECK(plugin["options"] == json::array({{{"name", "slope"},
                                           {"type", "real"},
                                           {"default", 0.01},
                                           {"required", false},
                                           {"doc", "Slope below zero"},
                                           {"at_least", 0.0},
                                           {"below", 1.0}}}));
}

TEST_CASE("plugins describe shows required options, choices and integers", "[plugins]") {
  const json idx = json::parse(run_program({"plugins", "describe", "idx", "--json"}).out);
  CHECK(idx["options"][0]["name"] == "images");
  CHECK(idx["options"][0]["type"] == "path");
  CHECK(idx["options"][0]["required"] == true);
  CHECK(idx["options"][0]["default"].is_null());
  const json gelu = json::parse(run_program({"plugins", "describe", "gelu", "--json"}).out);
  CHECK(gelu["options"][0]["choices"] == json({"exact", "tanh"}));
  CHECK(gelu["options"][0]["default"] == "exact");
  const auto text = run_program({"plugins", "describe", "idx"}).out;
  CHECK_THAT(text, contains("  images: a path, required\n"));
  CHECK_THAT(text, contains("  limit: a whole number of at least 0, default 0\n"));
}

TEST_CASE("plugins describe of an unknown name suggests the nearest and lists all", "[plugins]") {
  const auto result = run_program({"plugins", "describe", "leaky_rel"});
  CHECK(result.status == 2);
  CHECK_THAT(result.err, contains("there is no plugin named 'leaky_rel'. Did you mean "
                                  "'leaky_relu'? Known are adadelta, adagrad, adam, "));
}

TEST_CASE("plugins new writes a plugin and its CMakeLists.txt", "[plugins]") {
  const TemporaryFolder folder;
  const auto made =
      run_program({"plugins", "new", "activation", "my_act", "--dir", folder / "a b"});
  CHECK(made.status == 0);
  CHECK(made.out == (folder / "a b/my_act.cpp").string() + "\n" +
                        (folder / "a b/CMakeLists.txt").string() + "\n");
  CHECK_THAT(made.err, contains("  runner plugins check '" +
                                (folder / "a b/build/my_act.so").string() + "'\n"));
  CHECK_THAT(read_file(folder / "a b/my_act.cpp"),
             contains("class MyActActivation final") &&
                 contains("RUNNER_ACTIVATION(MyActActivation, \"my_act\","));
  CHECK_THAT(read_file(folder / "a b/CMakeLists.txt"),
             contains("find_package(runner CONFIG REQUIRED)\n"
                      "runner_add_plugin(my_act my_act.cpp)\n"));
}

TEST_CASE("plugins new does not overwrite a file", "[plugins]") {
  const TemporaryFolder folder;
  write_file(folder / "CMakeLists.txt", "mine");
  const auto result =
      run_program({"plugins", "new", "dataset", "mine", "--dir", folder.path().string()});
  CHECK(result.status == 2);
  CHECK(result.err == (folder / "CMakeLists.txt").string() +
                          ": the file already exists; choose another name or folder.\n");
  CHECK(read_file(folder / "CMakeLists.txt") == "mine");
  CHECK(!std::filesystem::exists(folder / "mine.cpp"));
}

TEST_CASE("plugins new in a checkout writes a single file beside the others", "[plugins]") {
  const TemporaryFolder checkout;
  std::filesystem::create_directories(checkout / "framework/include/runner");
  write_file(checkout / "framework/include/runner/plugin.hpp", "");
  std::filesystem::create_directories(checkout / "plugins/optimizers");
  ProcessOptions options;
  options.working_folder = checkout.path();
  const auto result = run_program({"plugins", "new", "optimizer", "mine"}, options);
  CHECK(result.status == 0);
  CHECK(result.out == "plugins/optimizers/mine.cpp\n");
  CHECK(result.err == "Build and check it:\n  scripts/setup\n  build/runner plugins check mine\n");
  CHECK(!std::filesystem::exists(checkout / "plugins/optimizers/CMakeLists.txt"));
}

TEST_CASE("plugins new refuses invalid names and those of other plugins", "[plugins]") {
  const TemporaryFolder folder;
  const auto make = [&](const std::string& kind, const std::string& name) {
    return run_program({"plugins", "new", kind, name, "--dir", folder / "x"});
  };
  for (const std::string name : {"Swish", "2x", "a-b", "../x", "", "name.cpp"}) {
    CAPTURE(name);
    const auto result = make("activation", name);
    CHECK(result.status == 2);
    CHECK(result.err == "'" + name +
                            "' cannot name a plugin: use a to z, 0 to 9 and _, a letter first, at "
                            "most 63 characters.\n");
  }
  const auto taken = make("dataset", "relu");
  CHECK(taken.status == 2);
  CHECK(taken.err == "a plugin named 'relu' already exists: " + std::string(RUNNER_TEST_PLUGINS) +
                         "/relu.so; names are unique across kinds.\n");
  const auto kind = make("activatoin", "x");
  CHECK(kind.status == 2);
  CHECK_THAT(kind.err, contains("Did you mean 'activation'?"));
  CHECK(!std::filesystem::exists(folder / "x"));
}

TEST_CASE("plugins new refuses a checkout's folder of another kind", "[plugins]") {
  const TemporaryFolder checkout;
  std::filesystem::create_directories(checkout / "framework/include/runner");
  write_file(checkout / "framework/include/runner/plugin.hpp", "");
  const auto folder = checkout / "plugins/optimizers";
  const auto result =
      run_program({"plugins", "new", "activation", "mine", "--dir", folder.string()});
  CHECK(result.status == 2);
  CHECK(result.err == folder.string() +
                          ": this folder is for optimizers; the folder for activations is beside "
                          "it.\n");
}

TEST_CASE("a misspelt subcommand or option of plugins is named", "[plugins]") {
  CHECK(
      run_program({"plugins", "lst"}).err ==
      "runner plugins: unknown subcommand 'lst'; known are list, describe, new and check. Did you "
      "mean 'list'? Run 'runner plugins --help' for usage.\n");
  CHECK(
      run_program({"plugins", "list", "--jsn"}).err ==
      "runner plugins: unknown option '--jsn'. Did you mean '--json'? Run 'runner plugins --help' "
      "for usage.\n");
  CHECK(run_program({"plugins", "list", "extra"}).err ==
        "runner plugins: unexpected argument 'extra'. Run 'runner plugins --help' for usage.\n");
}

TEST_CASE("plugins check fails if its output cannot be written", "[plugins]") {
  const auto result =
      run_process({"sh", "-c", "\"$0\" plugins check relu >/dev/full", RUNNER_BINARY});
  CHECK(result.status == 1);
  CHECK(result.err == "standard output cannot be written.\n");
}

TEST_CASE("docs plugins has each plugin's formula, source and options", "[plugins]") {
  const auto page = run_program({"docs", "plugins"}).out;
  CHECK_THAT(page, contains("## [Activations](activations)\n"));
  CHECK_THAT(page,
             contains("\n### leaky_relu\n\nRectified linear unit with a small slope below zero.\n\n"
                      "    x for x > 0, else slope x\n\nSource: Maas et al., ICML 2013.\n\n"
                      "| option | value | default | meaning |\n| --- | --- | --- | --- |\n"
                      "| `slope` | a number of at least 0 and below 1 | `0.01` | Slope "
                      "below zero |\n"));
}

}  // namespace runner::test::plugins_list_test
