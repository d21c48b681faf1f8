#include "plot/gnuplot_files.hpp"

#include "plot/own_file.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

namespace runner::gnuplot_files_test {
namespace {

using test::contains;
using test::read_file;
using test::TemporaryFolder;
using test::write_file;

LearningCurves two_curves(const std::string& label) {
  const double gap = std::nan("");
  LearningCurves curves;
  curves.metrics = {Metric::train_loss};
  curves.curves = {
      {label, "2 seeds", 0, 0, {{0, 2, Interval{1, 3}}, {10, 1, Interval{-0.5, 2.5}}}},
      {"tanh", "", 1, 0, {{0, 3, {}}, {10, gap, {}}, {20, gap, {}}, {30, 0.1, {}}, {40, gap, {}}}}};
  return curves;
}

}  // namespace

TEST_CASE("the data are a block for each curve, with empty lines for gaps", "[plot]") {
  const auto files = gnuplot_files(two_curves("relu"), PictureFormat::svg, "a.svg", "a.dat");
  CHECK(files.data ==
        "# relu (2 seeds)\n"
        "# iteration train_loss mean-deviation mean+deviation\n"
        "0 2 1 3\n"
        "10 1 -0.5 2.5\n"
        "\n\n"
        "# tanh\n"
        "# iteration train_loss\n"
        "0 3\n"
        "\n"
        "30 0.10000000000000001\n"
        "\n");
}

TEST_CASE("the script draws bands, then lines, by the index of their block", "[plot]") {
  const auto files = gnuplot_files(two_curves("relu"), PictureFormat::svg, "a.svg", "a.dat");
  CHECK_THAT(files.script,
             contains("set terminal svg noenhanced ") && contains("\nset output './a.svg'\n") &&
                 contains("\ndata = './a.dat'\n") && contains("\nset xrange [0:40]\n"));
  CHECK_THAT(files.script,
             contains("plot data index 0 using 1:3:4 with filledcurves linecolor rgb '#0072B2' "
                      "notitle, \\\n"
                      "     data index 0 using 1:2 with lines linecolor rgb '#0072B2' linewidth 2 "
                      "dashtype 1 title 'relu (2 seeds)', \\\n"
                      "     data index 1 using 1:2 with linespoints pointtype 7 pointsize 0.4 "
                      "linecolor rgb '#D55E00' linewidth 2 dashtype 1 title 'tanh'\n"));
}

TEST_CASE("texts stand in single quotes without a quote, on one line", "[plot]") {
  const auto files = gnuplot_files(two_curves("it's `id` $(id) \"x\" \\\n@a\x1b[0m\xff"),
                                   PictureFormat::pdf, "`id`'.pdf", "|id.dat");
  CHECK_THAT(files.script,
             contains("title 'it'.\"'\".'s `id` $(id) \"x\" \\?@a?[0m? (2 seeds)', \\\n") &&
                 contains("\nset output './`id`'.\"'\".'.pdf'\n") &&
                 contains("\ndata = './|id.dat'\n"));
  CHECK_THAT(files.data, contains("# it's `id` $(id) \"x\" \\?@a?[0m? (2 seeds)\n"));
}

TEST_CASE("on a logarithmic axis a band is cut at the axis's end", "[plot]") {
  LearningCurves curves = two_curves("relu");
  curves.logarithmic = true;
  const auto files = gnuplot_files(curves, PictureFormat::png, "a.png", "a.dat");
  CHECK_THAT(files.script, contains("set logscale y\nabove_axis(v) = v > 0.") &&
                               contains("using 1:(above_axis($3)):4 with filledcurves"));
}

TEST_CASE("curves after the eighth have other dashes", "[plot]") {
  LearningCurves curves = two_curves("relu");
  for (std::size_t i = 2; i < 10; ++i) {
    curves.curves.push_back({fmt::format("g{}", i), "", i, 0, {{0, 1, {}}, {1, 2, {}}}});
  }
  const auto files = gnuplot_files(curves, PictureFormat::svg, "a.svg", "a.dat");
  CHECK_THAT(files.script, contains("'#F0E442' linewidth 2 dashtype 1 title 'g7'") &&
                               contains("'#0072B2' linewidth 2 dashtype 2 title 'g8'"));
}

TEST_CASE("a picture with many long legends is higher", "[plot]") {
  LearningCurves curves = two_curves("relu");
  CHECK_THAT(gnuplot_files(curves, PictureFormat::svg, "a.svg", "a.dat").script,
             contains(" size 800,480 "));
  for (std::size_t i = 2; i < 20; ++i) {
    curves.curves.push_back({std::string(60, 'M'), "", i, 0, {{0, 1, {}}, {1, 2, {}}}});
  }
  CHECK_THAT(gnuplot_files(curves, PictureFormat::svg, "a.svg", "a.dat").script,
             contains(" size 800,800 "));
  CHECK_THAT(gnuplot_files(curves, PictureFormat::pdf, "a.pdf", "a.dat").script,
             contains(" size 20cm,20cm "));
  CHECK_THAT(gnuplot_files(curves, PictureFormat::png, "a.png", "a.dat").script,
             contains(" size 1600,1600 "));
}

TEST_CASE("a written file is runner's until somebody changes it", "[plot]") {
  const TemporaryFolder folder;
  const auto file = folder / "curves.gp";
  CHECK(owner_of(file) == FileOwner::nobody);
  write_file(file, with_mark("plot 1\n"));
  CHECK(owner_of(file) == FileOwner::runner);
  const std::string written = read_file(file);
  for (const std::string& text :
       {written + "set grid\n", written.substr(0, written.size() - 2), written.substr(0, 70)}) {
    write_file(file, text);
    CHECK(owner_of(file) == FileOwner::changed);
  }
  for (const char* text : {"", "plot 1\n", "# Written by someone\n"}) {
    write_file(file, text);
    CHECK(owner_of(file) == FileOwner::foreign);
  }
}

}  // namespace runner::gnuplot_files_test
