#include "formats/table_file.hpp"
#include "formats/zip_table.hpp"
#include "support/catch.hpp"
#include "support/data_files.hpp"
#include "support/plugin_fixture.hpp"

namespace runner::test::csv_zip_test {

using runner::Dataset;
using runner::Error;
using runner::formats::GzipReader;
using runner::formats::TableFile;
using runner::formats::ZipTable;

namespace {

constexpr const char* table = "label,a\n1,2\n0,3\n";

std::string read_all(TableFile file) {
  std::string all;
  std::vector<std::uint8_t> bytes(5);
  while (const std::size_t count = file.read(bytes)) {
    all.append(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(count));
  }
  return all;
}

// The error of a file with these bytes, with FILE in place of its path; or its table.
std::string outcome(const std::string& bytes) {
  const DataFolder folder;
  const std::string path = folder.write("x.zip", bytes);
  try {
    return read_all(TableFile(path));
  } catch (const Error& error) {
    std::string message = error.what();
    for (std::size_t at; (at = message.find(path)) != std::string::npos;) {
      message.replace(at, path.size(), "FILE");
    }
    return message;
  }
}

}  // namespace

TEST_CASE("The only file of a zip archive is the table, whatever its name", "[csv]") {
  CHECK(outcome(zip_bytes({{"train.csv", table}})) == table);
  CHECK(outcome(zip_bytes({{"iris.data", table}})) == table);
  CHECK(outcome(zip_bytes({{"folder/", ""}, {"folder/train.csv", table}})) == table);
}

TEST_CASE("The only .csv or .tsv file of a zip archive is the table", "[csv]") {
  CHECK(outcome(zip_bytes({{"README.txt", "x"}, {"a/Train.CSV", table}})) == table);
  CHECK(outcome(zip_bytes(
            {{"train.tsv", table}, {"__MACOSX/._train.tsv", "x"}, {".DS_Store", "y"}})) == table);
}

TEST_CASE("A zip archive with several tables is an error that names them", "[csv]") {
  CHECK(outcome(zip_bytes({{"train.csv", table}, {"test.csv", table}, {"notes", ""}})) ==
        "FILE: this zip archive has several files, 'train.csv', 'test.csv', 'notes'; unpack it and "
        "name one of them.");
  CHECK(outcome(zip_bytes({{"a.data", table}, {"b.data", table}})) ==
        "FILE: this zip archive has several files, 'a.data', 'b.data'; unpack it and name one of "
        "them.");
}

TEST_CASE("A zip archive without files is an error", "[csv]") {
  CHECK(outcome(zip_bytes({})) == "FILE: this zip archive has no files.");
  CHECK(outcome(zip_bytes({{"folder/", ""}})) == "FILE: this zip archive has no files.");
}

TEST_CASE("Formats that are zip archives are named", "[csv]") {
  CHECK(outcome(zip_bytes({{"[Content_Types].xml", ""}, {"xl/workbook.xml", ""}})) ==
        "FILE: this is an Excel file (.xlsx); save it as CSV.");
  CHECK(outcome(zip_bytes({{"mimetype", ""}, {"content.xml", ""}})) ==
        "FILE: this is an OpenDocument file (.ods); save it as CSV.");
  CHECK(outcome(zip_bytes({{"word/document.xml", ""}, {"a", ""}})) ==
        "FILE: this is a Word document, not a table.");
  CHECK(outcome(zip_bytes({{"x.npy", ""}})) ==
        "FILE: this is a file of NumPy arrays (.npz), not a table; use the dataset npz.");
}

TEST_CASE("A damaged zip archive is an error", "[csv]") {
  std::string bytes = zip_bytes({{"train.csv", table}});
  const std::string truncated = outcome(bytes.substr(0, bytes.size() - 30));
  CHECK(truncated.starts_with("FILE: this zip archive cannot be read: "));  // then libzip's reason
  CHECK(truncated.ends_with("; download or copy it again."));
  bytes[bytes.find("1,2")] = '7';
  CHECK(outcome(bytes) ==
        "FILE (train.csv): this file is damaged: CRC error; download or copy the archive again.");
}

TEST_CASE("A zip archive is read from memory as from a file", "[csv]") {
  const std::string bytes = zip_bytes({{"train.csv", table}});
  ZipTable zip("standard input", {bytes.begin(), bytes.end()});
  CHECK(zip.name() == "standard input (train.csv)");
  ZipTable moved = std::move(zip);
  std::vector<std::uint8_t> all(100);
  all.resize(moved.read(all));
  CHECK(std::string(all.begin(), all.end()) == table);
}

TEST_CASE("A zip archive in another file is an error of the dataset", "[csv]") {
  const DataFolder folder;
  const std::string path = folder.write("x.gz", gzipped(zip_bytes({{"train.csv", table}})));
  CHECK_THROWS_WITH(load_plugin<Dataset>("csv", {{"file", path}})->load(),
                    path + ": this is a zip archive inside of another file; unpack it first.");
  const std::string twice = folder.write("y.gz", gzipped(gzipped(table)));
  CHECK_THROWS_WITH(load_plugin<Dataset>("csv", {{"file", twice}})->load(),
                    twice + ": this is gzipped twice; run gunzip on it first.");
}

TEST_CASE("The dataset reads a zipped table and says which", "[csv]") {
  const DataFolder folder;
  const std::string path = folder.write("x.zip", zip_bytes({{"train.csv", table}}));
  const LoadedData data = load_plugin<Dataset>("csv", {{"file", path}})->load();
  CHECK(data.pool.labels == std::vector<std::uint32_t>{1, 0});
  CHECK(data.decisions == std::vector<std::string>{"x.zip (train.csv): commas, a header, label in "
                                                   "column 1 ('label'), 1 value an example"});
  const std::string bad = folder.write("bad.zip", zip_bytes({{"train.csv", "label,a\n1,x\n"}}));
  try {
    load_plugin<Dataset>("csv", {{"file", bad}})->load();
    FAIL("no error");
  } catch (const OptionError& error) {
    CHECK(std::string(error.what()).starts_with(bad + " (train.csv):2:3: 'x' is not a number"));
  }
}

}  // namespace runner::test::csv_zip_test
