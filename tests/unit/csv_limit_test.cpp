#include "support/catch.hpp"
#include "support/data_files.hpp"
#include "support/plugin_fixture.hpp"

// Which classes a table has does not depend on `limit`, nor on how blocks fall to threads.
namespace runner::test::csv_limit_test {

using runner::Dataset;
using runner::LoadedData;

namespace {

using Labels = std::vector<std::uint32_t>;
using Names = std::vector<std::string>;

// More rows than fit into one block of 256 KiB: labels 5, 6, 7, 5, ... and then the last lines.
std::string long_table(const std::string& last_lines) {
  std::string table = "a,label\n";
  for (int i = 0; i < 200'000; ++i) table += "12," + std::to_string(5 + i % 3) + "\n";
  return table + last_lines;
}

LoadedData load(const std::string& table, const TestOptions& options) {
  const DataFolder folder;
  return load_plugin<Dataset>("csv", options.with("file", folder.write("t.csv", table)))->load();
}

}  // namespace

TEST_CASE("Labels after the limit decide the number of class 0", "[csv]") {
  const std::string table = long_table("1,3\n");
  for (int round = 0; round < 5; ++round) {
    const LoadedData data = load(table, {{"limit", std::int64_t{2}}});
    CHECK(data.first_label == 3);
    CHECK(data.pool.labels == Labels{2, 3});
  }
}

TEST_CASE("Names after the limit are classes", "[csv]") {
  const LoadedData data = load(long_table("1,cat\n2,10\n"),
                               {{"limit", std::int64_t{2}}, {"labels", std::string("names")}});
  CHECK(data.class_names == Names{"5", "6", "7", "10", "cat"});
  CHECK(data.pool.labels == Labels{0, 1});
}

TEST_CASE("Rows after the limit may be bad; their labels count if they can be read", "[csv]") {
  const std::string table = long_table("x,4\n1\n\n1,-7\n1,2,3\n");
  for (int round = 0; round < 5; ++round) {
    const LoadedData data = load(table, {{"limit", std::int64_t{3}}});
    CHECK(data.first_label == 2);
    CHECK(data.pool.labels == Labels{3, 4, 5});
  }
}

TEST_CASE("A bad row before the limit is an error, the first one of the file", "[csv]") {
  const std::string table = "a,label\n1,2\nx,3\n" + long_table("y,1\n").substr(8);
  CHECK_THROWS_WITH(load(table, {{"limit", std::int64_t{100'000}}}),
                    contains("t.csv:3:1: 'x' is not a number"));
}

TEST_CASE("With class names for labels that are names the rest of the table is not read", "[csv]") {
  const LoadedData data = load("a,label\n1,x\n2,y\n3,z\n", {{"limit", std::int64_t{2}},
                                                            {"labels", std::string("names")},
                                                            {"class_names", Names{"y", "x"}}});
  CHECK(data.pool.labels == Labels{1, 0});
}

TEST_CASE("An index that stops counting after the first block is an error", "[csv]") {
  std::string table = ",a,label\n";
  for (int i = 0; i < 100'000; ++i) table += std::to_string(i) + ",1,0\n";
  CHECK(load(table, {}).pool.inputs() == 1);
  CHECK_THROWS_WITH(load(table + "0,1,0\n", {}),
                    contains("t.csv:100002:1: this column has no name and counted the rows "
                             "up to here, where 100000 should follow, not '0'; give it a "
                             "name, or add its number to ignore."));
}

}  // namespace runner::test::csv_limit_test
