#include "support/catch.hpp"
#include "support/data_files.hpp"
#include "support/plugin_fixture.hpp"

namespace runner::test::csv_dataset_test {

using runner::Dataset;
using runner::LoadedData;
using runner::test::DataFolder;
using runner::test::gzipped;
using runner::test::load_plugin;
using runner::test::TestOptions;

namespace {

using Bytes = std::vector<std::uint8_t>;
using Labels = std::vector<std::uint32_t>;

LoadedData load(const TestOptions& options) { return load_plugin<Dataset>("csv", options)->load(); }

// Loads a table of its own with the other options at their defaults.
LoadedData load_text(const std::string& table) {
  const DataFolder folder;
  return load({{"file", folder.write("t.csv", table)}});
}

// Loads a table without header whose first column is the label.
LoadedData load_rows(const std::string& table) {
  const DataFolder folder;
  return load({{"file", folder.write("t.csv", table)}, {"label_position", 1}});
}

Bytes pixels(const runner::Examples& examples) {
  const auto& values = std::get<arma::Mat<std::uint8_t>>(examples.values);
  return {values.begin(), values.end()};
}

// A table of rows without header: label 1, pixels 2, 3, 4, 5, in each row.
std::string rows(std::size_t count) {
  std::string table;
  for (std::size_t i = 0; i < count; ++i) table += "1,2,3,4,5\n";
  return table;
}

}  // namespace

TEST_CASE("A table in Kaggle's format is read", "[csv]") {
  const LoadedData data =
      load_text("label,pixel0,pixel1,pixel2,pixel3\n7,0,1,2,3\n0,4,5,128,255\n");
  CHECK(data.pool.labels == Labels{7, 0});
  CHECK(data.first_label == 0);
  CHECK(pixels(data.pool) == Bytes{0, 1, 2, 3, 4, 5, 128, 255});
  CHECK(data.scale == 255.0);
  CHECK(data.shape == runner::InputShape{2, 2, 1});
  CHECK(data.class_names.empty());
  CHECK_FALSE(data.test.has_value());
}

TEST_CASE("A number of pixels that is not a square makes one row", "[csv]") {
  CHECK(load_rows("1,2,3,4\n").shape == runner::InputShape{1, 3, 1});
}

TEST_CASE("784 pixels make an image of 28 x 28", "[csv]") {
  std::string row = "5";
  for (int i = 0; i < 784; ++i) row += ",9";
  CHECK(load_rows(row).shape == runner::InputShape{28, 28, 1});
}

TEST_CASE("A table without header has its label at a position", "[csv]") {
  const LoadedData data = load_rows("3,10,20\n4,30,40\n");
  CHECK(data.first_label == 3);
  CHECK(data.pool.labels == Labels{0, 1});
  CHECK(pixels(data.pool) == Bytes{10, 20, 30, 40});
  CHECK(data.input_names.empty());
}

TEST_CASE("The label's column is found by name", "[csv]") {
  const DataFolder folder;
  const std::string path = folder.write("t.csv", "a,digit,b\n1,2,3\n");
  const LoadedData data = load({{"file", path}, {"label", std::string("digit")}});
  CHECK(data.first_label == 2);
  CHECK(data.input_names == std::vector<std::string>{"a", "b"});
  CHECK(pixels(data.pool) == Bytes{1, 3});
}

TEST_CASE("The label's column is found by position", "[csv]") {
  const DataFolder folder;
  const std::string path = folder.write("t.csv", "1,2,3\n");
  CHECK(load({{"file", path}, {"label_position", 3}}).first_label == 3);
}

TEST_CASE("A gzipped table is read", "[csv]") {
  CHECK(load_text(gzipped("label,p\n1,2\n")).first_label == 1);
}

TEST_CASE("Line ends, quotes, blanks, byte order mark and empty last lines are accepted", "[csv]") {
  const Labels expected = {0, 2};
  const std::string tables[] = {
      "label,p\r\n1,2\r\n3,4\r\n",             //
      "label,p\n1,2\n3,4",                     //
      "label,p\n1,2\n3,4\n\n",                 //
      "label,p\r\n1,2\r\n3,4\r\n\r\n\r\n",     //
      "\xEF\xBB\xBFlabel,p\n1,2\n3,4\n",       //
      "\"label\",\"p\"\n\"1\",\"2\"\n3,4\n",   //
      "label, p\n 1 ,\t2\n 3, \"4\" \n",       //
      "label,\"a \"\"b\"\", c\"\n1,2\n3,4\n",  //
  };
  for (const std::string& table : tables) {
    CAPTURE(table);
    const LoadedData data = load_text(table);
    CHECK(data.pool.labels == expected);
    CHECK(data.first_label == 1);
    CHECK(pixels(data.pool) == Bytes{2, 4});
  }
}

TEST_CASE("Rows are the same wherever the reader's buffer ends", "[csv]") {
  const std::size_t count = 100'000;
  const LoadedData data = load_rows(rows(count));
  CHECK(data.pool.labels == Labels(count, 0));
  const Bytes all = pixels(data.pool);
  REQUIRE(all.size() == 4 * count);
  bool same = true;
  for (std::size_t i = 0; i < all.size(); ++i) same = same && all[i] == 2 + i % 4;
  CHECK(same);
}

TEST_CASE("A line longer than the reader's first buffer is read", "[csv]") {
  std::string row = "1";
  for (int i = 0; i < 200'000; ++i) row += ",7";
  CHECK(load_rows(row + "\n" + row).pool.inputs() == 200'000);
}

TEST_CASE("A limit reads the first rows and no more", "[csv]") {
  const DataFolder folder;
  const std::string path = folder.write("t.csv", "label,p\n1,2\n3,4\nnot read\n");
  CHECK(load({{"file", path}, {"limit", 2}}).pool.labels == Labels{0, 2});
}

TEST_CASE("A limit above the number of rows reads them all", "[csv]") {
  const DataFolder folder;
  const std::string path = folder.write("t.csv", rows(3));
  CHECK(load({{"file", path}, {"limit", 10}, {"label_position", 1}}).pool.count() == 3);
}

TEST_CASE("A test file is a test set, to which the limit does not apply", "[csv]") {
  const DataFolder folder;
  const LoadedData data = load({{"file", folder.write("a.csv", rows(3))},
                                {"test_file", folder.write("b.csv", rows(2))},
                                {"label_position", 1},
                                {"limit", 1}});
  CHECK(data.pool.count() == 1);
  REQUIRE(data.test.has_value());
  CHECK(data.test->labels == Labels{0, 0});
  CHECK(pixels(*data.test) == Bytes{2, 3, 4, 5, 2, 3, 4, 5});
}

TEST_CASE("Class names are passed on", "[csv]") {
  const DataFolder folder;
  const std::vector<std::string> names = {"no", "yes"};
  const std::string path = folder.write("t.csv", "label,p\n1,2\n");
  CHECK(load({{"file", path}, {"class_names", names}}).class_names == names);
}

TEST_CASE("Real numbers are read as they are", "[csv]") {
  const DataFolder folder;
  const std::string path =
      folder.write("t.csv", "label,a,b,c,d\n1,-0.1,1e-300,+2.5,\"3\"\n0, 7 ,.5,6.,1E2\n");
  const LoadedData data = load({{"file", path}, {"values", std::string("numbers")}});
  const auto& values = std::get<arma::Mat<double>>(data.pool.values);
  CHECK(std::vector<double>(values.begin(), values.end()) ==
        std::vector<double>{-0.1, 1e-300, 2.5, 3, 7, 0.5, 6, 100});
  CHECK(data.pool.labels == Labels{1, 0});
  CHECK(data.scale == 1.0);
  CHECK(data.shape == runner::InputShape{1, 4, 1});
}

TEST_CASE("Integers become doubles with values: numbers", "[csv]") {
  const DataFolder folder;
  const LoadedData data = load({{"file", folder.write("t.csv", rows(1))},
                                {"label_position", 1},
                                {"values", std::string("numbers")}});
  CHECK(std::get<arma::Mat<double>>(data.pool.values)(3, 0) == 5.0);
}

TEST_CASE("Labels that are names become indices into class_names", "[csv]") {
  const DataFolder folder;
  const std::vector<std::string> names = {"setosa", "7", "Iris v."};
  const auto labels = [&](const std::string& table, std::int64_t position = 0) {
    return load({{"file", folder.write("t.csv", table)},
                 {"labels", std::string("names")},
                 {"label_position", position},
                 {"class_names", names}})
        .pool.labels;
  };
  CHECK(labels("a,label\n1,\"Iris v.\"\n2,setosa\n3, 7 \n") == Labels{2, 0, 1});
  CHECK(labels("setosa,1\n7,2\n", 1) == Labels{0, 1});
  CHECK(labels("1,setosa\n2,7\n", 2) == Labels{0, 1});
  CHECK(labels("a,species\n1,setosa\n2,7\n", 2) == Labels{0, 1});
}

}  // namespace runner::test::csv_dataset_test
