// Pictures that lie in folders, one folder a class.
#pragma once

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include "formats/gzip_reader.hpp"

namespace runner {

struct PictureClass {
  std::string name;                // of the folder
  std::vector<std::string> files;  // paths, sorted
};

// The names of what is in a folder, sorted by bytes; those that begin with a dot are passed over.
inline std::vector<std::string> sorted_names(const std::filesystem::path& folder) {
  namespace fs = std::filesystem;
  std::vector<std::string> names;
  std::error_code fault;
  for (fs::directory_iterator entry(folder, fault), end; !fault && entry != end;
       entry.increment(fault)) {
    std::string name = entry->path().filename().string();
    if (!name.starts_with('.')) names.push_back(std::move(name));
  }
  if (fault) {
    throw runner::Error(runner::ErrorCode::damaged,
                        folder.string() + ": this folder cannot be read: " + fault.message() + ".");
  }
  std::ranges::sort(names);
  return names;
}

// The classes in `folder`, sorted by name, each with the files in it. Throws FormatError when there
// is no folder in it, a folder is empty, or something is no folder.
inline std::vector<PictureClass> list_pictures(const std::filesystem::path& folder) {
  std::vector<PictureClass> classes;
  std::error_code fault;  // reported when the folder is read
  for (const auto& name : sorted_names(folder)) {
    if (std::filesystem::is_regular_file(folder / name, fault)) {
      throw runner::Error(runner::ErrorCode::damaged,
                          (folder / name).string() +
                              ": this is a file, expected a folder of pictures for each class; "
                              "move it away.");
    }
    PictureClass one{name, {}};
    for (const auto& file : sorted_names(folder / name)) {
      one.files.push_back((folder / name / file).string());
    }
    if (one.files.empty()) {
      throw runner::Error(
          runner::ErrorCode::damaged,
          (folder / name).string() + ": this folder is empty; expected the pictures of a class.");
    }
    classes.push_back(std::move(one));
  }
  if (classes.empty()) {
    throw runner::Error(
        runner::ErrorCode::damaged,
        folder.string() + ": this folder is empty; expected a folder of pictures a class.");
  }
  return classes;
}

}  // namespace runner
