#include "config/config_file.hpp"

#include <algorithm>
#include <filesystem>

#include <fmt/format.h>

#include "base/nearest_name.hpp"
#include "config/home_path.hpp"
#include "config/overlay.hpp"
#include "config/yaml_reader.hpp"

namespace runner {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t max_files = 100;

class ConfigReader {
 public:
  ConfigReader(Diagnostics& diagnostics, Variables variables)
      : diagnostics_(diagnostics), variables_(variables) {}

  Value read(const std::string& path) {
    if (++files_ > max_files) {
      throw Error(ErrorCode::invalid_input,
                  fmt::format("{}: the config has more than {} bases.", path, max_files));
    }
    open_.push_back(path);
    Value tree = read_yaml_file(path, diagnostics_, variables_);
    if (Map* map = tree.as_map()) {
      std::erase_if(*map, [](const MapEntry& item) { return item.key.starts_with("x-"); });
      tree = with_bases(std::move(tree), fs::path(path).parent_path());
    }
    open_.pop_back();
    return tree;
  }

 private:
  Value with_bases(Value tree, const fs::path& folder) {
    Map& map = *tree.as_map();
    const auto found = std::find_if(map.begin(), map.end(),
                                    [](const MapEntry& item) { return item.key == "base"; });
    if (found == map.end()) return tree;
    const Value base = std::move(found->value);
    map.erase(found);
    Value merged;
    for (const Value& item : listed(base)) {
      lay_over(merged, read_base(base_path(item, folder), item));
    }
    lay_over(merged, tree);
    merged.location = tree.location;
    return merged;
  }

  // Without its base a config cannot be judged, so its other errors wait.
  [[noreturn]] static void fail(const SourceLocation& location, std::string_view sentence) {
    throw Error(ErrorCode::invalid_input, fmt::format("{}: {}", location.text(), sentence));
  }

  [[noreturn]] static void fail_form(const Value& base, std::string_view found) {
    fail(base.location,
         fmt::format("base must be a config's path or a list of paths, but this is {}.", found));
  }

  // The items of a list, or the value itself.
  static List listed(const Value& base) {
    const List* list = base.as_list();
    if (list == nullptr) return {base};
    if (list->empty()) fail_form(base, "an empty list");
    return *list;
  }

  static std::string base_path(const Value& value, const fs::path& folder) {
    const std::string* written = value.as_text();
    if (written == nullptr) fail_form(value, value.description());
    if (written->empty()) fail_form(value, "empty");
    if (const auto error = home_path_error(*written)) {
      fail(value.location, fmt::format("{}.", *error));
    }
    const fs::path path = folder / *written;
    std::error_code ignored;
    if (fs::exists(path, ignored)) return path.string();
    fail(value.location, fmt::format("there is no file '{}'; the path of a base is relative to the "
                                     "file that names it.",
                                     path.string()));
  }

  Value read_base(const std::string& path, const Value& written) {
    std::error_code ignored;
    const auto same = std::find_if(open_.begin(), open_.end(), [&](const std::string& file) {
      return fs::equivalent(file, path, ignored);
    });
    if (same != open_.end()) {
      const std::vector<std::string> through(same, open_.end());
      throw Error(
          ErrorCode::invalid_input,
          fmt::format(
              "{}: this makes {} a base of itself{}; remove `base` from one of them.",
              written.location.text(), *same,
              through.size() > 1 ? ", through " + join({through.begin() + 1, through.end()}) : ""));
    }
    Value tree = read(path);
    if (tree.as_map() == nullptr) {
      fail(tree.location, fmt::format("a base must be a map of keys and values, but this is {}.",
                                      tree.description()));
    }
    return tree;
  }

  Diagnostics& diagnostics_;
  Variables variables_;
  std::vector<std::string> open_;  // the files that are being read, each a base of the one before
  std::size_t files_ = 0;
};

}  // namespace

Value read_config_file(const std::string& path, Diagnostics& diagnostics, Variables variables) {
  return ConfigReader(diagnostics, variables).read(path);
}

}  // namespace runner
