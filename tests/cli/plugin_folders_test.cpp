// Where plugins are looked for, and that a config names plugins and not files.
#include "cli/bad_plugins.hpp"
#include "support/run_files.hpp"

namespace runner::test::plugin_folders_test {
namespace {

using std::filesystem::perms;

std::string open_fault(const std::string& folder) {
  return "anyone on this machine can put a plugin into the folder " + folder + "; run `chmod o-w " +
         folder + "`.";
}

TEST_CASE("an unknown plugin gets the nearest name, the known ones and the folders", "[cli]") {
  const TemporaryFolder folder;
  write_file(folder / "mine.so", with_record(good_plugin_bytes(), [](auto& record) {
               record.kind = "dataset";
               record.name = "mine";
             }));
  const auto result = run_and_leave_nothing({"dataset=mien"}, folder.path().string());
  CHECK(result.status == 2);
  CHECK_THAT(result.err, contains("command line, dataset=mien:9: there is no dataset plugin named "
                                  "'mien'. Did you mean 'mine'? Known are csv, digits, "));
  CHECK_THAT(result.err,
             contains(", mine, npz and synthetic. Searched: " RUNNER_TEST_PLUGINS " and " +
                      folder.path().string() + ".\n"));
}

TEST_CASE("a config cannot name a file to load", "[cli]") {
  const TemporaryFolder here;
  write_file(here / "swish.so", good_plugin_bytes());
  ProcessOptions options;
  options.working_folder = here.path();
  const auto folder = here.path().string();
  const auto check = [&](const std::string& written, const std::string& place) {
    const auto result = run_program({baseline, "network.activation=" + written}, options);
    CHECK(result.err == "command line, network.activation=" + written + ":20: '" + written +
                            "' is a path, but plugins are chosen by name. Write 'swish' here "
                            "and give its folder with --plugin-path " +
                            place + ".\n");
    CHECK(result.status == 2);
  };
  check("./swish.so", folder);
  check("swish.so", folder);
  check(folder + "/swish.so", folder);
  check("../swish", here.path().parent_path().string());
}

TEST_CASE("a plugin folder that anyone can write to is refused", "[cli]") {
  const TemporaryFolder folder;
  std::filesystem::permissions(folder.path(), perms::all);
  const auto path = folder.path().string();
  const auto result = run_and_leave_nothing({}, path);
  CHECK(result.err == "--plugin-path: " + open_fault(path) + "\n");
  CHECK(result.status == 2);
  ProcessOptions options;
  options.environment["RUNNER_PLUGIN_PATH"] = path;
  CHECK(run_program({baseline}, options).err == "RUNNER_PLUGIN_PATH: " + open_fault(path) + "\n");
}

TEST_CASE("the program's own plugin folder that anyone can write to is warned of", "[cli]") {
  const TemporaryFolder folder;
  const auto plugins = folder / "plugins";
  std::filesystem::copy_file(RUNNER_BINARY, folder / "runner");
  std::filesystem::copy(RUNNER_TEST_PLUGINS, plugins);
  std::filesystem::permissions(plugins, perms::all);
  const auto result = run_process({(folder / "runner").string(), baseline, "iterations=1",
                                   "--output", (folder / "runs").string()});
  CHECK(result.status == 0);
  CHECK(result.err.starts_with("warning: " + open_fault(plugins.string()) + "\n"));
  const std::filesystem::path run = result.out.substr(0, result.out.find('\n'));
  CHECK(read_json(run / "run.json").at("warnings").at(0) == open_fault(plugins.string()));
}

}  // namespace
}  // namespace runner::test::plugin_folders_test
