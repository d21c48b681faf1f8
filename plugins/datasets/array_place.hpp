// Where the npz dataset's arrays are, and how its messages and decisions refer to them.
#pragma once

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <runner/plugin.hpp>

#include "base/quoted.hpp"
#include "for_option.hpp"
#include "formats/array_file.hpp"
#include "npz_arrays.hpp"

namespace runner {

// A file, and the name of an array in it, with the options that they come from; none for a file
// that the options do not name.
struct ArrayPlace {
  std::string file_option = {};
  std::string file = {};
  std::string name_option = {};
  std::string name = {};
  bool is_name_given = false;        // rather than a default, which does not matter to an .npy file
  std::string separate_option = {};  // an unset option for a file of this array alone
};

// An array as messages refer to it.
struct ArrayName {
  std::string file;
  std::string name;  // empty in an .npy file

  std::string as_subject() const {
    return name.empty() ? "the array" : fmt::format("the array '{}'", name);
  }

  // In a message about `this_file`.
  std::string seen_from(const std::string& this_file) const {
    if (name.empty()) return file;
    return file == this_file ? fmt::format("'{}'", name) : fmt::format("'{}' of {}", name, file);
  }
};

// Throws: Error (damaged) if the file has no such array, with the names of those that it has.
inline formats::NpyArray open_array(const formats::ArrayFile& file, const ArrayPlace& place) {
  if (file.is_npy() && place.is_name_given) {
    throw Error(ErrorCode::damaged,
                fmt::format("{}: this is a single array (.npy), which has no name; remove {}.",
                            file.name(), place.name_option));
  }
  if (!file.is_npy() && !file.has(place.name)) {
    const auto& names = file.names();
    std::string remedy;
    if (!place.name_option.empty()) remedy = " Set " + place.name_option + " to an array's name";
    if (!place.separate_option.empty())
      remedy += ", or " + place.separate_option + " to a file of its own";
    throw Error(ErrorCode::damaged,
                fmt::format("{}: the file has no array {}; it {}.{}{}", file.name(),
                            in_quotes(place.name, 60),
                            names.empty() ? "is empty" : "has " + first_names(names), remedy,
                            remedy.empty() ? "" : "."));
  }
  return file.open(place.name);
}

// Throws: OptionError if examples and labels are the same array of `file`.
inline void check_different(const formats::ArrayFile& file, const ArrayPlace& examples,
                            const ArrayPlace& labels) {
  if (examples.file != labels.file) return;
  const std::string& separate_option =
      labels.separate_option.empty() ? labels.file_option : labels.separate_option;
  if (file.is_npy()) {
    throw OptionError(examples.file_option,
                      fmt::format("{}: this is a single array (.npy), so the labels need a file of "
                                  "their own; set {}, or save both in one file with "
                                  "np.savez('data.npz', x=examples, y=labels).",
                                  file.name(), separate_option));
  }
  if (examples.name == labels.name) {
    throw OptionError(labels.name_option,
                      fmt::format("{}: the examples and the labels are the same array '{}'; set {} "
                                  "to another one, or {} to a file of its own.",
                                  file.name(), labels.name, labels.name_option, separate_option));
  }
}

// Throws: Error (damaged) if there are more or fewer labels than examples.
inline void check_count(std::uint64_t labels_found, const ArrayName& labels,
                        std::uint64_t examples_found, const ArrayName& examples) {
  if (labels_found == examples_found) return;
  throw Error(ErrorCode::damaged,
              fmt::format("{}: {} has {} labels, but {} has {} examples; name two arrays that "
                          "belong together.",
                          labels.file, labels.as_subject(), labels_found,
                          examples.seen_from(labels.file), examples_found));
}

// Phrases about files, one for each file, in the order of their first mention.
class FilePhrases {
 public:
  // "'x' uint8 (60000, 28, 28)"
  void add(const std::string& file, const std::string& phrase) {
    const auto found =
        std::ranges::find(phrases_, file, &std::pair<std::string, std::string>::first);
    if (found == phrases_.end()) {
      phrases_.emplace_back(file, phrase);
    } else {
      found->second += ", " + phrase;
    }
  }

  // "train.npz: 'x' uint8 (60000, 28, 28), 'y' int64, labels from 0 to 9"
  std::vector<std::string> phrases() const {
    std::vector<std::string> result;
    for (const auto& [file, phrase] : phrases_) {
      result.push_back(std::filesystem::path(file).filename().string() + ": " + phrase);
    }
    return result;
  }

 private:
  std::vector<std::pair<std::string, std::string>> phrases_;
};

}  // namespace runner
