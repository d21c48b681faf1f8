// The options of the csv dataset.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include <runner/options.hpp>

#include "base/quoted.hpp"

namespace runner {

struct CsvOptions {
  std::string file;
  std::string test_file;
  std::string header = "auto";
  std::string separator = "auto";
  std::string values = "bytes";
  double scale = 0;
  std::string label = "label";
  std::int64_t label_position = 0;
  std::string labels = "numbers";
  std::vector<std::string> ignore;
  std::int64_t limit = 0;
  std::vector<std::string> class_names;

  void declare(Options& o) {
    o.path("file", file,
           {.required = true,
            .doc = "Table of training examples: .csv, .csv.gz, or a .zip with one table"});
    o.choice("header", header, {"auto", "yes", "no"},
             {.doc = "Whether the first line names the columns; auto: yes if every cell is a name, "
                     "no if none is, and an error otherwise"});
    o.choice(
        "separator", separator, {"auto", "comma", "semicolon", "tab", "space"},
        {.doc = "What separates cells; auto: what cuts the first lines into equally many cells "
                "and most cells into numbers. Numbers have decimal points or, with "
                "semicolons or tabs, decimal commas"});
    o.choice("values", values, {"bytes", "numbers"},
             {.doc = "bytes: integers from 0 to 255; numbers: any finite numbers"});
    o.real(
        "scale", scale,
        {.at_least = 0, .doc = "The network sees value / scale; 0: 255 for bytes, 1 for numbers"});
    o.text("label", label, {.doc = "Name of the label's column in the header"});
    o.integer(
        "label_position", label_position,
        {.at_least = 0,
         .doc = "Number of the label's column, from 1; 0: find it by its name. A table without "
                "header needs it"});
    o.choice("labels", labels, {"numbers", "names"},
             {.doc = "numbers: whole numbers, which need not begin at 0; names: texts, which are "
                     "class_names or, without these, those in the training table"});
    o.list("ignore", ignore, {.doc = "Columns that are not inputs, by name or by number from 1"});
    o.path(
        "test_file", test_file,
        {.doc = "Table of test examples; its columns are found by their names, or by position if "
                "it has no header"});
    o.integer("limit", limit,
              {.at_least = 0, .doc = "Maximum number of training examples to read; 0: all"});
    o.list("class_names", class_names,
           {.doc = "One name for each class; default: the labels, sorted"});
  }

  bool labels_are_names() const { return labels == "names"; }
  bool values_are_bytes() const { return values == "bytes"; }
  double effective_scale() const { return scale != 0 ? scale : values_are_bytes() ? 255 : 1; }

  // Throws: OptionError if two classes have one name.
  void check_class_names() const {
    std::vector<std::string> sorted = class_names;
    std::ranges::sort(sorted);
    const auto duplicate = std::ranges::adjacent_find(sorted);
    if (duplicate != sorted.end()) {
      throw OptionError("class_names", "class_names has " + in_quotes(*duplicate) +
                                           " twice; each class needs a name of its own.");
    }
  }
};

}  // namespace runner
