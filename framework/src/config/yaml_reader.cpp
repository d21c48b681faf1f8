#include "config/yaml_reader.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <sstream>

#include <fmt/format.h>
#include <yaml-cpp/yaml.h>

#include "config/yaml_lint.hpp"
#include "config/yaml_tree.hpp"

namespace runner {
namespace {

constexpr std::uintmax_t max_bytes = 16 << 20;

[[noreturn]] void throw_syntax_error(const YAML::Exception& error, const SourceLocation& start) {
  SourceLocation place = start;
  if (start.line == 0) {
    place.column += static_cast<std::size_t>(std::max(0, error.mark.column));
  } else {
    place.line = static_cast<std::size_t>(std::max(0, error.mark.line)) + 1;
    place.column = static_cast<std::size_t>(std::max(0, error.mark.column)) + 1;
  }
  throw Error(ErrorCode::invalid_input,
              fmt::format("{}: this is not valid YAML: {}.", place.text(), error.msg));
}

}  // namespace

Value parse_yaml(std::string_view yaml, const SourceLocation& start, Diagnostics& diagnostics,
                 Variables variables) {
  if (yaml.find('\0') != std::string_view::npos) {
    throw Error(ErrorCode::invalid_input,
                fmt::format("{}: this is not valid YAML: it holds a NUL byte.", start.text()));
  }
  lint_yaml(yaml, start);
  std::istringstream stream{std::string(yaml)};
  try {
    YAML::Parser parser(stream);
    auto tree = build_next_tree(parser, yaml, start, variables, diagnostics);
    if (const auto second = build_next_tree(parser, yaml, start, variables, diagnostics)) {
      throw Error(ErrorCode::invalid_input,
                  fmt::format("{}: a second YAML document begins after '---'; an experiment is "
                              "one document. Move it to a file of its own.",
                              second->location.text()));
    }
    return tree ? std::move(*tree) : Value{};
  } catch (const YAML::Exception& error) {
    throw_syntax_error(error, start);
  }
}

std::string read_yaml_text(const std::string& path) {
  const auto fail = [&](std::string_view why) {
    throw Error(ErrorCode::invalid_input,
                fmt::format("{}: the config file cannot be read: {}.", path, why));
  };
  std::error_code error;
  const auto status = std::filesystem::status(path, error);
  if (!std::filesystem::exists(status)) fail("there is no such file");
  if (std::filesystem::is_directory(status)) fail("it is a directory, not a file");
  if (!std::filesystem::is_regular_file(status)) fail("it is not a regular file");
  std::ifstream file(path, std::ios::binary);
  if (!file) fail(std::strerror(errno));
  if (std::filesystem::file_size(path, error) > max_bytes) fail("it is larger than 16 MiB");
  std::ostringstream text;
  if (file.peek() != std::ifstream::traits_type::eof()) text << file.rdbuf();
  if (file.bad() || text.bad()) fail(std::strerror(errno));
  return std::move(text).str();
}

Value parse_yaml_file(std::string_view yaml, const std::string& path, Diagnostics& diagnostics,
                      Variables variables) {
  const SourceLocation start{std::make_shared<const std::string>(path), 1, 1};
  Value value = parse_yaml(yaml, start, diagnostics, variables);
  if (!value.location.source) value.location = start;
  return value;
}

Value read_yaml_file(const std::string& path, Diagnostics& diagnostics, Variables variables) {
  return parse_yaml_file(read_yaml_text(path), path, diagnostics, variables);
}

}  // namespace runner
