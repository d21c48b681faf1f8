#include "config/overrides.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "config/experiment_keys.hpp"
#include "config/yaml_reader.hpp"

namespace runner {
namespace {

bool contains(const std::vector<std::string>& paths, std::string_view path) {
  return std::find(paths.begin(), paths.end(), path) != paths.end();
}

Value& find_or_add(Map& map, std::string_view key, const SourceLocation& location) {
  for (auto& item : map) {
    if (item.key == key) return item.value;
  }
  map.push_back({std::string(key), location, Value{Null{}, location, {}}});
  return map.back().value;
}

// Returns the node at `path`, adding missing maps; null if something on the way is not a map.
Value* open_path(Value& tree, std::string_view path, const SourceLocation& location,
                 Diagnostics& diagnostics) {
  Value* node = &tree;
  for (std::size_t begin = 0; begin <= path.size();) {
    const std::string_view parent = path.substr(0, begin == 0 ? 0 : begin - 1);
    // The keys of sweep.parameters have dots themselves.
    const std::size_t end =
        parent == "sweep.parameters" ? path.size() : std::min(path.find('.', begin), path.size());
    if (node->is_null()) *node = {Map{}, location, {}};
    if (node->as_text() != nullptr && contains(plugin_paths(), parent)) {
      const SourceLocation named_at = node->location;
      *node = {Map{{"plugin", named_at, *node}}, named_at, {}};
    }
    if (node->as_map() == nullptr) {
      diagnostics.error(location,
                        fmt::format("'{}' cannot be set, because {} is {}, not a map.", path,
                                    parent.empty() ? "the config" : parent, node->description()));
      return nullptr;
    }
    node = &find_or_add(*node->as_map(), path.substr(begin, end - begin), location);
    begin = end + 1;
  }
  return node;
}

void erase(Value& tree, std::string_view key) {
  if (Map* map = tree.as_map())
    std::erase_if(*map, [&](const auto& item) { return item.key == key; });
}

}  // namespace

bool is_key_path(std::string_view path) {
  return !path.empty() && path.front() != '.' && path.back() != '.' &&
         path.find("..") == std::string_view::npos;
}

bool set_value(Value& tree, std::string_view path, const SourceLocation& location, Value value,
               const std::vector<std::string>& earlier, Diagnostics& diagnostics) {
  if (path == "iterations" && !contains(earlier, "epochs")) erase(tree, "epochs");
  if (path == "epochs" && !contains(earlier, "iterations")) erase(tree, "iterations");
  Value* node = open_path(tree, path, location, diagnostics);
  if (node == nullptr) return false;
  *node = std::move(value);
  return true;
}

void apply_overrides(Value& tree, const std::vector<std::string>& arguments,
                     Diagnostics& diagnostics) {
  std::vector<std::string> seen;
  for (const auto& argument : arguments) {
    const auto source = std::make_shared<const std::string>("command line, " + argument);
    const auto equals = argument.find('=');
    const std::string path = argument.substr(0, equals);
    if (equals == std::string::npos || !is_key_path(path)) {
      diagnostics.error({source, 0, 0}, "expected key.path=value, such as optimizer.alpha=0.2.");
      continue;
    }
    if (contains(seen, path)) {
      diagnostics.error({source, 0, 1},
                        fmt::format("{} is given twice; keep one of the two.", path));
      continue;
    }
    const SourceLocation start{source, 0, equals + 2};
    Value value = parse_yaml(std::string_view(argument).substr(equals + 1), start, diagnostics);
    if (!value.location.source) value.location = start;
    set_value(tree, path, {source, 0, 1}, std::move(value), seen, diagnostics);
    seen.push_back(path);
  }
}

}  // namespace runner
