// Finds images in folders, one folder for each class.
#pragma once

#include <algorithm>
#include <array>
#include <cctype>
#include <filesystem>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "class_name_order.hpp"

namespace runner {

struct ImageClass {
  std::string name;                // of its folder
  std::vector<std::string> files;  // paths, sorted by their bytes
};

struct ImageClasses {
  std::vector<ImageClass> classes;
  std::set<std::string> ignored;  // the names that were ignored
};

// Whether the name is that of a hidden file or folder, or of one that an operating system, an
// archiver or a network storage leaves among a user's files.
inline bool is_system_file(std::string_view name) {
  constexpr std::array<std::string_view, 9> names = {
      "thumbs.db",   "ehthumbs.db",  "ehthumbs_vista.db",
      "desktop.ini", "$recycle.bin", "__macosx",
      "@eadir",      "lost+found",   "system volume information"};
  if (name.starts_with('.') || name == "Icon\r") return true;
  std::string lower(name);
  for (char& letter : lower) {
    letter = static_cast<char>(std::tolower(static_cast<unsigned char>(letter)));
  }
  return std::ranges::find(names, lower) != names.end();
}

// The names in a folder, sorted by their bytes. System files are added to `ignored` instead.
// Throws: Error (damaged) if the folder cannot be read.
inline std::vector<std::string> sorted_names(const std::filesystem::path& folder,
                                             std::set<std::string>& ignored) {
  namespace fs = std::filesystem;
  std::vector<std::string> names;
  std::error_code error;
  for (fs::directory_iterator entry(folder, error), end; !error && entry != end;
       entry.increment(error)) {
    std::string name = entry->path().filename().string();
    if (is_system_file(name)) {
      ignored.insert(std::move(name));
    } else {
      names.push_back(std::move(name));
    }
  }
  if (error) {
    throw Error(ErrorCode::damaged,
                folder.string() + ": this folder cannot be read: " + error.message() + ".");
  }
  std::ranges::sort(names);
  return names;
}

// The classes in `folder`, in the order of sort_class_names(), each with the files in its folder.
// Throws: Error (damaged) if `folder` or one of the folders in it is empty, or if it has a file.
inline ImageClasses list_image_classes(const std::filesystem::path& folder) {
  ImageClasses found;
  auto names = sorted_names(folder, found.ignored);
  sort_class_names(names);
  std::error_code unknown;  // reading the folder reports the error
  for (const auto& name : names) {
    if (std::filesystem::is_regular_file(folder / name, unknown)) {
      throw Error(ErrorCode::damaged,
                  (folder / name).string() +
                      ": this is a file, expected a folder of images for each class; "
                      "move it away.");
    }
    ImageClass one{name, {}};
    for (const auto& file : sorted_names(folder / name, found.ignored)) {
      one.files.push_back((folder / name / file).string());
    }
    if (one.files.empty()) {
      throw Error(
          ErrorCode::damaged,
          (folder / name).string() + ": this folder is empty; expected the images of a class.");
    }
    found.classes.push_back(std::move(one));
  }
  if (found.classes.empty()) {
    throw Error(
        ErrorCode::damaged,
        folder.string() + ": this folder is empty; expected a folder of images for each class.");
  }
  return found;
}

}  // namespace runner
