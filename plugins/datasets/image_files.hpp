// Finds images in folders, one folder for each class.
#pragma once

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include "base/error.hpp"

namespace runner {

struct ImageClass {
  std::string name;                // of its folder
  std::vector<std::string> files;  // paths, sorted
};

// The names in a folder, sorted by their bytes, without those that begin with a dot.
// Throws: Error (damaged) if the folder cannot be read.
inline std::vector<std::string> sorted_names(const std::filesystem::path& folder) {
  namespace fs = std::filesystem;
  std::vector<std::string> names;
  std::error_code error;
  for (fs::directory_iterator entry(folder, error), end; !error && entry != end;
       entry.increment(error)) {
    std::string name = entry->path().filename().string();
    if (!name.starts_with('.')) names.push_back(std::move(name));
  }
  if (error) {
    throw Error(ErrorCode::damaged,
                folder.string() + ": this folder cannot be read: " + error.message() + ".");
  }
  std::ranges::sort(names);
  return names;
}

// The classes in `folder`, sorted by name, each with the files in its folder.
// Throws: Error (damaged) if `folder` or one of the folders in it is empty, or if it has a file.
inline std::vector<ImageClass> list_image_classes(const std::filesystem::path& folder) {
  std::vector<ImageClass> classes;
  std::error_code ignored;  // reading the folder reports the error
  for (const auto& name : sorted_names(folder)) {
    if (std::filesystem::is_regular_file(folder / name, ignored)) {
      throw Error(ErrorCode::damaged,
                  (folder / name).string() +
                      ": this is a file, expected a folder of images for each class; "
                      "move it away.");
    }
    ImageClass one{name, {}};
    for (const auto& file : sorted_names(folder / name)) {
      one.files.push_back((folder / name / file).string());
    }
    if (one.files.empty()) {
      throw Error(
          ErrorCode::damaged,
          (folder / name).string() + ": this folder is empty; expected the images of a class.");
    }
    classes.push_back(std::move(one));
  }
  if (classes.empty()) {
    throw Error(
        ErrorCode::damaged,
        folder.string() + ": this folder is empty; expected a folder of images for each class.");
  }
  return classes;
}

}  // namespace runner
