// Runs on arrays and transposed images, from their data to predict.
#include "cli/runs.hpp"
#include "support/catch.hpp"
#include "support/data_files.hpp"

namespace runner::test::arrays_test {

namespace {

// 40 images of 2 x 3: those of class 3 are bright on the left, those of class 4 on the right.
struct Arrays {
  DataFolder folder;
  std::string pixels;
  std::string transposed;
  std::string labels;

  Arrays() {
    for (int i = 0; i < 40; ++i) {
      const bool right = i % 2 == 1;
      const auto dim = static_cast<char>(i);
      const std::string row = right ? std::string{0, dim, 120} : std::string{120, dim, 0};
      pixels += row + row;
      for (const char pixel : row) transposed += std::string(2, pixel);
      labels += right ? '\4' : '\3';
    }
  }
};

std::string run_of(const Arrays& arrays, const std::string& dataset) {
  return train("baseline", arrays.folder.path("experiments"),
               {"dataset=" + dataset, "split_size=8"});
}

}  // namespace

TEST_CASE("a run on transposed IDX images is that of the upright ones, and so is predict",
          "[cli][arrays]") {
  const Arrays arrays;
  const std::string upright = arrays.folder.write("upright", idx_images(40, 2, 3, arrays.pixels));
  const std::string stored = arrays.folder.write("stored", idx_images(40, 3, 2, arrays.transposed));
  const std::string labels = arrays.folder.write("labels", idx_labels(arrays.labels));
  const std::string plain =
      run_of(arrays, "{plugin: idx, images: " + upright + ", labels: " + labels + "}");
  const std::string turned = run_of(
      arrays, "{plugin: idx, images: " + stored + ", labels: " + labels + ", transpose: true}");
  CHECK(read_file(turned + "/weights.npz") == read_file(plain + "/weights.npz"));
  const auto expected = run_program({"predict", plain, upright});
  const auto result = run_program({"predict", turned, stored});
  REQUIRE(expected.status == 0);
  CHECK(result.status == 0);
  const auto without_names = [](std::string text, const std::string& name) {
    for (std::size_t at; (at = text.find(name)) != std::string::npos;) text.erase(at, name.size());
    return text;
  };
  CHECK(without_names(result.out, stored) == without_names(expected.out, upright));
  CHECK_THAT(result.out, contains("\t4\t"));
}

TEST_CASE("predict reads arrays with the run's options, and labels if there are any",
          "[cli][arrays]") {
  const Arrays arrays;
  const auto x = npy_bytes("|u1", "(40, 2, 3)", arrays.pixels);
  const auto y = npy_bytes("|u1", "(40,)", arrays.labels);
  const DataFolder& folder = arrays.folder;
  const std::string both = folder.write("both.npz", zip_bytes({{"x.npy", x}, {"y.npy", y}}));
  const std::string run = run_of(arrays, "{plugin: npz, file: " + both + "}");
  const auto labelled = run_program({"predict", run, both});
  CHECK(labelled.status == 0);
  CHECK_THAT(labelled.err, contains("accuracy"));
  const auto unlabelled = run_program({"predict", run, folder.write("x.npy", x)});
  CHECK(unlabelled.status == 0);
  CHECK(unlabelled.err == "");
  CHECK(std::count(unlabelled.out.begin(), unlabelled.out.end(), '\n') == 40);
  const std::string wide = folder.write("wide.npy", npy_bytes("|u1", "(40, 6)", arrays.pixels));
  const auto wrong = run_program({"predict", run, wide});
  CHECK(wrong.status == 2);
  CHECK(wrong.out == "");
  CHECK(wrong.err == wide +
                         ": the array cannot be read: its examples are 1 x 6 x 1, but the run's "
                         "are 2 x 3 x 1; expected the shape (n, 2, 3).\n");
}

TEST_CASE("an error of the npz dataset has the option's place and status 2", "[cli][arrays]") {
  const Arrays arrays;
  const std::string one_hot = arrays.folder.write(
      "d.npz", zip_bytes({{"x.npy", npy_bytes("|u1", "(40, 2, 3)", arrays.pixels)},
                          {"y.npy", npy_bytes("|u1", "(40, 6)", arrays.pixels)}}));
  const auto result = run_program({std::string(RUNNER_SOURCE_DIR) + "/configs/baseline.yaml",
                                   "dataset={plugin: npz, file: " + one_hot + "}"});
  CHECK(result.status == 2);
  CHECK_THAT(result.err,
             contains(one_hot + ": the array 'y' cannot be read: its shape is (40, 6); "
                                "expected (n,), one integer for each example; if its rows are "
                                "one-hot, .argmax(axis=1) turns them into labels.\n"));
}

}  // namespace runner::test::arrays_test
