#include "config/yaml_writer.hpp"

#include <yaml-cpp/yaml.h>

#include "config/yaml_reader.hpp"

namespace runner {
namespace {

std::string escape_dollars(const std::string& text) {
  std::string escaped;
  for (const char c : text) escaped += c == '$' ? "$$" : std::string(1, c);
  return escaped;
}

bool reads_back_as_text(const std::string& text) {
  return resolve_plain_scalar(text, {}).as_text() != nullptr;
}

void emit(YAML::Emitter& out, const Value& value, int level);

struct Emit {
  YAML::Emitter& out;
  const Value& value;
  int level;

  void operator()(Null) const { out << YAML::Null; }
  void operator()(bool flag) const { out << (flag ? "true" : "false"); }
  void operator()(std::int64_t) const { out << value.text; }
  void operator()(double) const { out << value.text; }
  void operator()(const std::string& text) const {
    if (!reads_back_as_text(text)) out << YAML::DoubleQuoted;
    out << escape_dollars(text);
  }
  void operator()(const List& list) const {
    out << YAML::Flow << YAML::BeginSeq;
    for (const auto& item : list) emit(out, item, level + 1);
    out << YAML::EndSeq;
  }
  void operator()(const Map& map) const {
    out << (level < 2 ? YAML::Block : YAML::Flow) << YAML::BeginMap;
    for (const auto& item : map) {
      out << YAML::Key << item.key << YAML::Value;
      emit(out, item.value, level + 1);
    }
    out << YAML::EndMap;
  }
};

void emit(YAML::Emitter& out, const Value& value, int level) {
  std::visit(Emit{out, value, level}, value.data);
}

}  // namespace

std::string write_yaml(const Value& value) {
  YAML::Emitter out;
  emit(out, value, 0);
  return std::string(out.c_str()) + "\n";
}

}  // namespace runner
