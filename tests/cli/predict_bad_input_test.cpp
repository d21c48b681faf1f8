// What `runner predict` refuses.
#include <nlohmann/json.hpp>

#include "cli/predict_runs.hpp"
#include "formats/npz.hpp"
#include "support/data_files.hpp"
#include "support/png_bytes.hpp"

namespace runner::test::predict_bad_input_test {

using namespace predict_runs;

TEST_CASE("predict of a file of another kind ends with status 2 and says what it takes", "[cli]") {
  const TemporaryFolder folder;
  write_file(folder / "x.png", "GIF89a, really");
  write_file(folder / "labels", idx_labels("\1\2"));
  write_file(folder / "empty", "");
  for (const char* name : {"x.png", "labels", "empty"}) {
    const auto result = run_program({"predict", run(), folder / name});
    CHECK(result.status == 2);
    CHECK(result.out == "");
    CHECK(result.err == (folder / name).string() +
                            ": this is neither a picture nor an IDX file of images (gzipped or "
                            "not), and the run's dataset plugin reads no other files.\n");
  }
}

TEST_CASE("predict prints nothing when one of several files is wrong", "[cli]") {
  const TemporaryFolder folder;
  write_file(folder / "good.png", png_bytes(28, 28, PNG_FORMAT_GRAY, disc(28)));
  const auto result = run_program({"predict", run(), folder / "good.png", folder / "none.png"});
  CHECK(result.status == 2);
  CHECK(result.out == "");
  CHECK_THAT(result.err, contains("none.png: "));
}

TEST_CASE("predict of IDX images of another size ends with status 2 and names both", "[cli]") {
  const TemporaryFolder folder;
  write_file(folder / "x.idx", idx_images(1, 2, 3, "abcdef"));
  const auto result = run_program({"predict", run(), folder / "x.idx"});
  CHECK(result.status == 2);
  CHECK(result.err == (folder / "x.idx").string() +
                          ": its images are 2 x 3, but the run's are 28 x 28; images of an IDX "
                          "file are not scaled.\n");
}

TEST_CASE("predict of a damaged picture ends with status 2 and names the file", "[cli]") {
  const TemporaryFolder folder;
  write_file(folder / "x.png", png_bytes(28, 28, PNG_FORMAT_GRAY, disc(28)).substr(0, 60));
  const auto result = run_program({"predict", run(), folder / "x.png"});
  CHECK(result.status == 2);
  CHECK_THAT(result.err, contains("x.png: the PNG file cannot be read: "));
}

TEST_CASE("predict with weights of another network ends with status 2 and both shapes", "[cli]") {
  const TemporaryFolder folder;
  const std::string copy = folder / "run";
  fs::copy(run(), copy);
  const std::string other = train("baseline", folder / "other", {"network.hidden_units=7"});
  fs::copy(fs::path(other) / "weights.npz", fs::path(copy) / "weights.npz",
           fs::copy_options::overwrite_existing);
  const auto result = run_program({"predict", copy, digits});
  CHECK(result.status == 2);
  CHECK(result.err == copy +
                          "/weights.npz: the array 'W1' is 7 x 784, but config.yaml and run.json "
                          "say 10 x 784.\n");
}

TEST_CASE("predict with weights or a scale that overflow ends with status 2", "[cli]") {
  const TemporaryFolder folder;
  const std::string copy = folder / "run";
  fs::copy(run(), copy);
  SECTION("weights") {
    auto arrays = read_npz(fs::path(copy) / "weights.npz");
    for (auto& array : arrays) {
      if (array.name != "W1") continue;
      for (auto& value : std::get<std::vector<double>>(array.values)) value *= 1e308;
    }
    write_npz(fs::path(copy) / "weights.npz", arrays);
  }
  SECTION("scale") {
    auto manifest = nlohmann::json::parse(read_file(fs::path(copy) / "run.json"));
    manifest["data"]["scale"] = 1e-308;
    write_file(fs::path(copy) / "run.json", manifest.dump());
  }
  const auto result = run_program({"predict", copy, digits});
  CHECK(result.status == 2);
  CHECK(result.out.empty());
  CHECK(result.err == copy +
                          "/weights.npz: the network's outputs are not finite with these weights "
                          "and the data.scale of run.json, so it cannot classify anything. Restore "
                          "both files, or train again.\n");
}

TEST_CASE("predict with another activation in config.yaml than in run.json ends with status 2",
          "[cli]") {
  const TemporaryFolder folder;
  const std::string copy = folder / "run";
  fs::copy(run(), copy);
  const fs::path config = fs::path(copy) / "config.yaml";
  std::string text = read_file(config);
  text.replace(text.find("plugin: relu"), 12, "plugin: tanh");
  write_file(config, text);
  const auto result = run_program({"predict", copy, digits});
  CHECK(result.status == 2);
  CHECK(result.err == config.string() +
                          ": the activation is tanh, but the run used relu according to run.json: "
                          "one of the two files was changed after the run. Restore it.\n");
}

TEST_CASE("predict without weights ends with status 2", "[cli]") {
  const TemporaryFolder folder;
  const std::string copy = folder / "run";
  fs::copy(run(), copy);
  fs::remove(fs::path(copy) / "weights.npz");
  const auto result = run_program({"predict", copy, digits});
  CHECK(result.status == 2);
  CHECK(result.err == copy + "/weights.npz: the file does not exist.\n");
}

TEST_CASE("predict with the file before the run says that it is not a run's folder", "[cli]") {
  const TemporaryFolder folder;
  write_file(folder / "x.png", png_bytes(28, 28, PNG_FORMAT_GRAY, disc(28)));
  const auto result = run_program({"predict", folder / "x.png", run()});
  CHECK(result.status == 2);
  CHECK(result.err == (folder / "x.png").string() +
                          ": this is a file, not the folder of a run, such as "
                          "experiments/baseline/20260102T030405Z-1a2b3c.\n");
}

TEST_CASE("predict without a file ends with status 2 and says what is missing", "[cli]") {
  const auto result = run_program({"predict", "x"});
  CHECK(result.status == 2);
  CHECK(result.err == "runner predict: FILE is required. Run 'runner predict --help' for usage.\n");
}

}  // namespace runner::test::predict_bad_input_test
