#include "config/overrides.hpp"

#include <algorithm>
#include <optional>

#include <fmt/format.h>

#include "config/experiment_keys.hpp"
#include "config/overlay.hpp"
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

// The argument with '=' for its colon, as in seed:3, or a known example.
std::string example_of(std::string_view argument) {
  const auto colon = argument.find(':');
  const bool has_value = colon != std::string_view::npos && colon + 1 < argument.size();
  const bool is_key = has_value && is_key_path(argument.substr(0, colon)) &&
                      argument.find_first_of("/\\=") == std::string_view::npos;
  if (!is_key) return "optimizer.alpha=0.2";
  const auto value = argument.find_first_not_of(' ', colon + 1);
  if (value == std::string_view::npos) return "optimizer.alpha=0.2";
  return fmt::format("{}={}", argument.substr(0, colon), argument.substr(value));
}

// Returns nothing, and adds an error, if the value is wrong or left out.
std::optional<Value> read_value(std::string_view path, std::string_view yaml,
                                const SourceLocation& start, Diagnostics& diagnostics) {
  const std::size_t errors_before = diagnostics.count();
  Value value = parse_yaml(yaml, start, diagnostics);
  if (diagnostics.count() > errors_before) return std::nullopt;
  if (value.is_null() && !value.is_written_null()) {
    diagnostics.error(start,
                      fmt::format("the value of {0} is empty. Write '{0}=null' for its default, "
                                  "or '{0}=\"\"' for an empty text.",
                                  path));
    return std::nullopt;
  }
  restore_defaults(value);
  return value;
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
      diagnostics.error({source, 0, 0},
                        fmt::format("expected key.path=value, such as {}.", example_of(argument)));
      continue;
    }
    if (contains(seen, path)) {
      diagnostics.error({source, 0, 1},
                        fmt::format("{} is given twice; keep one of the two.", path));
      continue;
    }
    const auto text = std::string_view(argument).substr(equals + 1);
    auto value = read_value(path, text, {source, 0, equals + 2}, diagnostics);
    if (value) set_value(tree, path, {source, 0, 1}, std::move(*value), seen, diagnostics);
    seen.push_back(path);
  }
}

}  // namespace runner
