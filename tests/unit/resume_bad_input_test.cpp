// Checkpoints and metrics that a run does not resume from.
#include <cmath>
#include <functional>
#include <limits>

#include <fmt/format.h>

#include "formats/npz.hpp"
#include "support/catch.hpp"
#include "support/resumable_runs.hpp"
#include "support/run_files.hpp"

namespace runner::resume_bad_input_test {
namespace {

using namespace test::resumable_runs;
using test::contains;
using test::read_file;
using test::TemporaryFolder;
using test::write_file;

// The result of resuming `changed` where `config` was stopped.
std::string refusal(const std::string& config, const std::string& changed) {
  const TemporaryFolder output;
  const fs::path folder = begin(config, output, 5);
  const std::string metrics = read_file(folder / "metrics.csv");
  std::string message = message_of([&] { resume(changed, folder); });
  CHECK(read_file(folder / "metrics.csv") == metrics);
  const std::string start = (folder / "checkpoint.npz").string() + ": ";
  CHECK(message.starts_with(start));
  return message.substr(std::min(start.size(), message.size()));
}

// What resuming says of a checkpoint whose file was spoilt.
std::string complaint(const std::function<void(const fs::path& checkpoint)>& spoil) {
  const TemporaryFolder output;
  const fs::path folder = begin(small, output, 5);
  spoil(folder / "checkpoint.npz");
  const std::string message = message_of([&] { resume(small, folder); });
  CHECK_THAT(message,
             contains((folder / "checkpoint.npz").string() + ": the checkpoint cannot be used: "));
  CHECK_THAT(message, contains(". Restore the file, or remove it to start the run again at "
                               "iteration 0."));
  return message;
}

// Changes one array of the checkpoint.
std::string complaint_about(const std::string& name, const NamedArray::Values& values) {
  return complaint([&](const fs::path& file) {
    auto arrays = read_npz(file);
    for (auto& array : arrays) {
      if (array.name != name) continue;
      array.values = values;
      array.shape = {std::visit([](const auto& numbers) { return numbers.size(); }, values)};
    }
    write_npz(file, arrays);
  });
}

}  // namespace

TEST_CASE("a checkpoint is refused if `standardize` was changed, in either direction", "[resume]") {
  const std::string standardized = small + "standardize: true\n";
  for (const auto& [config, changed] :
       {std::pair(standardized, small), std::pair(small, standardized)}) {
    CHECK(refusal(config, changed)
              .starts_with("standardize in config.yaml changed since the checkpoint"));
  }
}

TEST_CASE("a checkpoint of another config is refused, naming what differs", "[resume]") {
  CHECK_THAT(
      refusal(small, small + "optimizer: {alpha: 0.2}\n"),
      contains("optimizer in config.yaml changed since the checkpoint was written, so the run "
               "would not continue with the same bits. Restore what changed, or begin a new "
               "run with `runner "));
  CHECK_THAT(refusal(small, small + "seed: 7\nbatch_size: 10\n"),
             contains("seed in config.yaml, batch_size in config.yaml and the split of the data "
                      "changed since"));
}

TEST_CASE("a damaged checkpoint is an error that says what to do", "[resume]") {
  complaint([](const fs::path& file) { fs::resize_file(file, 1000); });
  complaint([](const fs::path& file) { write_file(file, ""); });
  complaint([](const fs::path& file) { write_file(file, "no archive"); });
  CHECK_THAT(
      complaint([](const fs::path& file) { write_npz(file, std::vector{scalar_array("x", 1.0)}); }),
      contains("used: the array 'format' is missing."));
}

TEST_CASE("numbers that no checkpoint can hold are an error", "[resume]") {
  using Integers = std::vector<std::int64_t>;
  using Doubles = std::vector<double>;
  CHECK_THAT(complaint_about("format", Integers{3}),
             contains("used: it has format 3, and this program reads formats 1 to 2."));
  CHECK_THAT(complaint_about("iteration", Integers{24}),
             contains("used: the array 'iteration' holds 24 instead of a whole number of at most "
                      "23."));
  CHECK_THAT(complaint_about("iteration", Integers{-1}),
             contains("the array 'iteration' holds -1"));
  for (const double number : {-1.0, 1.5, 1e300, std::nan("")}) {
    CHECK_THAT(complaint_about("iteration", Doubles{number}),
               contains("the array 'iteration' holds"));
  }
  CHECK_THAT(complaint_about("parameters", Doubles(3)),
             contains("used: its parameters have another precision or number than the network's."));
  CHECK_THAT(complaint_about("random.key", std::vector<std::uint32_t>(3)),
             contains("the array 'random.key' has 3 elements instead of 624"));
  CHECK_THAT(complaint_about("random.position", Integers{625}),
             contains("the array 'random.position' holds 625"));
  CHECK_THAT(complaint_about("last_row.position", Integers{4, 1780}),
             contains("used: the array 'last_row.position' holds 1780 instead of a whole number of "
                      "at most 5."));
}

TEST_CASE("numbers that are not finite or of another moment make a checkpoint unusable",
          "[resume]") {
  using Doubles = std::vector<double>;
  const double nan = std::nan("");
  const double infinity = std::numeric_limits<double>::infinity();
  CHECK_THAT(complaint_about("last_row", Doubles(7, nan)),
             contains("used: the array 'last_row' holds the train_loss nan."));
  CHECK_THAT(complaint_about("last_row", Doubles{1, 5, 1, 0.5, 1, 0.5, 1}),
             contains("used: the array 'last_row' holds the train_accuracy 5."));
  CHECK_THAT(complaint_about("last_row", Doubles{1, 0.5, 1, nan, 1, 0.5, 1}),
             contains("used: the array 'last_row' holds the validation_accuracy nan."));
  CHECK_THAT(complaint_about("last_row", Doubles{1, 0.5, 1, 0.5, 1, 0.5, infinity}),
             contains("used: the array 'last_row' holds inf seconds."));
  CHECK_THAT(complaint_about("seconds", Doubles{infinity}),
             contains("used: the array 'seconds' holds inf seconds."));
  CHECK_THAT(complaint_about("seconds", Doubles{-1e9}),
             contains("used: the array 'seconds' holds -1000000000 seconds."));
  CHECK_THAT(complaint_about("last_row.position", std::vector<std::int64_t>{3, 3}),
             contains("used: its last row of metrics is of iteration 3, but that before iteration "
                      "5 is of iteration 4."));
  for (const std::string name : {"parameters", "previous"}) {
    CHECK_THAT(complaint([&](const fs::path& file) {
                 auto arrays = read_npz(file);
                 for (auto& array : arrays) {
                   if (array.name == name) std::get<Doubles>(array.values)[3] = nan;
                 }
                 write_npz(file, arrays);
               }),
               contains("used: the array '" + name + "' holds values that are not finite."));
  }
}

TEST_CASE("a checkpoint that is a link to nothing cannot be read now", "[resume]") {
  const TemporaryFolder output;
  const fs::path folder = begin(small, output, 5);
  fs::remove(folder / "checkpoint.npz");
  fs::create_symlink("nowhere", folder / "checkpoint.npz");
  CHECK(message_of([&] { resume(small, folder); }) ==
        (folder / "checkpoint.npz").string() +
            ": the file cannot be read: it is a symbolic link to a file that does not exist.");
}

TEST_CASE("a metrics.csv that is not the program's up to the checkpoint is refused", "[resume]") {
  const TemporaryFolder output;
  const fs::path folder = begin(small, output, 5);
  const fs::path file = folder / "metrics.csv";
  const std::string whole = read_file(file);
  const std::string manifest = read_file(folder / "run.json");
  const auto refuse = [&](const std::string& text, const std::string& clause) {
    write_file(file, text);
    CHECK(message_of([&] { resume(small, folder); }) ==
          file.string() + clause +
              "; restore it, or remove checkpoint.npz to start the run again at iteration 0.");
    CHECK(read_file(file) == text);
    CHECK(read_file(folder / "run.json") == manifest);
  };
  const std::size_t line = whole.find('\n');
  const std::size_t row_4 = whole.find("\n4,") + 1;
  const std::size_t row_5 = whole.find("\n5,") + 1;
  const std::string other_header = ":1: the header is not the one that this program writes";
  refuse("\xef\xbb\xbf" + whole, other_header);
  refuse(whole.substr(0, line) + "\r" + whole.substr(line), other_header);
  refuse(whole.substr(0, line) + ",new" + whole.substr(line), other_header);
  refuse("epoch,iteration" + whole.substr(15), other_header);
  std::string text = whole;
  const std::size_t cell = line + 5;  // of train_loss, behind "0,0,"
  text.replace(cell, 3, "abc");
  refuse(text, fmt::format(":2: '{}' is not a number that train_loss can be",
                           text.substr(cell, text.find(',', cell) - cell)));
  const std::string other_row = fmt::format(
      ": the row of iteration 4 does not end the first {} bytes, as it did when the "
      "checkpoint was written",
      row_5);
  refuse(whole.substr(0, row_4) + "3" + whole.substr(row_4 + 1), other_row);
  const std::string other_digit = whole[row_5 - 2] == '9' ? "8" : "9";
  refuse(whole.substr(0, row_5 - 2) + other_digit + "\n" + whole.substr(row_5), other_row);
  refuse(whole.substr(0, cell) + "0" + whole.substr(cell), other_row);
  fs::remove(file);
  CHECK(message_of([&] { resume(small, folder); }) ==
        fmt::format("{}: the file does not exist, but it had {} bytes when the checkpoint was "
                    "written; restore it, or remove checkpoint.npz to start the run again at "
                    "iteration 0.",
                    file.string(), row_5));
}

TEST_CASE("a metrics.csv shorter than at the checkpoint is an error", "[resume]") {
  const TemporaryFolder output;
  const fs::path folder = begin(small, output, 5);
  write_file(folder / "metrics.csv", "iteration");
  const std::string message = message_of([&] { resume(small, folder); });
  CHECK_THAT(message,
             contains((folder / "metrics.csv").string() + ": the file has 9 bytes, but it had "));
  CHECK_THAT(message, contains(" when the checkpoint was written; restore it, or remove "
                               "checkpoint.npz to start the run again at iteration 0."));
}

}  // namespace runner::resume_bad_input_test
