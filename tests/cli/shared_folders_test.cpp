// Folders from somebody else: what is in them must not reach for the reader's environment.
#include "cli/sweep_runs.hpp"
#include "support/catch.hpp"
#include "support/run_files.hpp"

namespace runner::test::shared_folders_test {

using runner::test::contains;

namespace {

// The variable of the reader that a stranger would like to have.
constexpr const char* secret = "do-not-tell";

ProcessResult with_secret(const std::vector<std::string>& arguments) {
  ProcessOptions options;
  options.environment["RUNNER_TEST_SECRET"] = secret;
  return run_program(arguments, options);
}

// Replaces a text in a file.
void replace(const fs::path& file, const std::string& old_text, const std::string& new_text) {
  std::string text = read_file(file);
  const auto at = text.find(old_text);
  REQUIRE(at != std::string::npos);
  text.replace(at, old_text.size(), new_text);
  write_file(file, text);
}

// Whether a file below the folder holds the secret.
bool leaked(const fs::path& folder) {
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file() && read_file(entry.path()).find(secret) != std::string::npos) {
      return true;
    }
  }
  return false;
}

constexpr const char* sentence =
    "environment variables are not expanded here: files that this program writes have none. If "
    "'${' is meant as text, write '$${'.\n";

}  // namespace

TEST_CASE("a run's config cannot put the reader's environment into its folder", "[cli]") {
  const TemporaryFolder folder;
  const fs::path run = train("baseline", folder / "experiments");
  replace(run / "config.yaml", "name: baseline", "name: ${RUNNER_TEST_SECRET}");
  replace(run / "run.json", "\"status\": \"finished\"", "\"status\": \"interrupted\"");
  const std::string place = (run / "config.yaml").string() + ":1:7: ";
  for (const auto& arguments : std::vector<std::vector<std::string>>{
           {"resume", run.string()},
           {"verify", run.string()},
           {"show", run.string()},
           {"compare", run.string()},
           {(run / "config.yaml").string(), "--output", (folder / "again").string()},
           {"check", (run / "config.yaml").string()}}) {
    CAPTURE(arguments);
    const auto result = with_secret(arguments);
    CHECK(result.status == 2);
    CHECK_THAT(result.err, contains(place + sentence));
    CHECK_THAT(result.out + result.err, !contains(secret));
  }
  CHECK_FALSE(leaked(folder.path()));
}

TEST_CASE("a shared plan cannot put the environment of who works on it into its trials",
          "[sweep]") {
  const SweepRun sweep(two_by_two);
  REQUIRE(sweep.run().status == 0);
  const auto trials = sweep.trials();
  const fs::path experiment = trials[0].parent_path();
  for (const auto& trial : trials) fs::remove_all(trial);
  replace(experiment / "sweep.json", "report_every: 100", "report_every: ${RUNNER_TEST_SECRET}");
  const auto result = with_secret({"work", experiment.string()});
  CHECK(result.status != 0);
  CHECK_THAT(result.err, contains(sentence));
  CHECK_THAT(result.out + result.err, !contains(secret));
  CHECK_FALSE(leaked(experiment));
}

TEST_CASE("a dollar sign that is meant as text survives a run and its repeat", "[cli]") {
  const TemporaryFolder folder;
  ProcessOptions options;
  options.working_folder = folder.path();
  write_file(folder / "${x}.csv", "label,a\n0,1\n1,2\n0,3\n1,4\n0,5\n1,6\n");
  write_file(folder / "t.yaml",
             "dataset: {plugin: csv, file: \"$${x}.csv\"}\nsplit_size: 1\niterations: 2\n");
  const auto first = run_program({"t.yaml"}, options);
  REQUIRE(first.status == 0);
  const std::string run = first.out.substr(0, first.out.size() - 1);
  CHECK_THAT(read_file(folder / run / "config.yaml"), contains("$${x}.csv"));
  CHECK(run_program({run + "/config.yaml"}, options).status == 0);
  CHECK(run_program({"verify", run}, options).out == run + ": bit-identical\n");
}

}  // namespace runner::test::shared_folders_test
