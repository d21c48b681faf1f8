#include "config/yaml_reader.hpp"

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>

#include <fmt/format.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/yaml.h>

#include "config/environment.hpp"

namespace runner {
namespace {

constexpr std::size_t max_nodes = 100'000;
constexpr std::uintmax_t max_bytes = 16 << 20;

std::size_t count_nodes(const Value& value) {
  std::size_t count = 1;
  if (const List* list = value.as_list()) {
    for (const auto& item : *list) count += count_nodes(item);
  } else if (const Map* map = value.as_map()) {
    for (const auto& item : *map) count += count_nodes(item.value);
  }
  return count;
}

// Builds the tree from yaml-cpp's events, because its own tree forgets repeated keys and quotes.
class TreeBuilder final : public YAML::EventHandler {
 public:
  TreeBuilder(const SourceLocation& start, Diagnostics& diagnostics)
      : start_(start), diagnostics_(diagnostics) {}

  Value take_root() { return std::move(root_); }

  void OnDocumentStart(const YAML::Mark&) override {}
  void OnDocumentEnd() override {}

  // After a key without a value yaml-cpp gives the place of the next token; the key's place helps
  // more.
  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    const bool after_key = !open_.empty() && open_.back().has_key;
    add({Null{}, after_key ? open_.back().key_location : location(mark), {}}, anchor);
  }

  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    const auto found = anchors_.find(anchor);
    if (found == anchors_.end()) {
      throw Error(ErrorCode::invalid_input,
                  fmt::format("{}: this alias is inside its own anchor.", location(mark).text()));
    }
    count(count_nodes(found->second));
    Value copy = found->second;
    copy.location = location(mark);
    add(std::move(copy), YAML::NullAnchor);
  }

  // yaml-cpp gives a plain scalar the tag "?" and a quoted or block scalar "!".
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& text) override {
    const SourceLocation place = location(mark);
    const bool plain = tag == "?" || tag.empty();
    if (!plain && tag != "!") refuse_tag(place, tag);
    if (expects_key()) {
      add_key(text, place);
      return;
    }
    const std::string expanded = expand_environment(text, place, diagnostics_);
    if (plain) {
      add(resolve_plain_scalar(expanded, place), anchor);
    } else {
      add({expanded, place, expanded}, anchor);
    }
  }

  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    open(mark, tag, anchor, List{});
  }
  void OnSequenceEnd() override { close(); }

  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value) override {
    open(mark, tag, anchor, Map{});
  }
  void OnMapEnd() override { close(); }

 private:
  struct OpenNode {
    Value value;
    YAML::anchor_t anchor;
    bool has_key = false;  // of a map: the next value is that of `key`
    bool repeated = false;
    std::string key;
    SourceLocation key_location;
  };

  SourceLocation location(const YAML::Mark& mark) const {
    if (start_.line == 0) {  // a one-line argument: columns continue from its start
      return {start_.source, 0, start_.column + static_cast<std::size_t>(mark.column)};
    }
    return {start_.source, static_cast<std::size_t>(mark.line) + 1,
            static_cast<std::size_t>(mark.column) + 1};
  }

  void refuse_tag(const SourceLocation& place, const std::string& tag) {
    diagnostics_.error(place, fmt::format("the tag '{}' is not supported; remove it, and quote a "
                                          "value that must be text.",
                                          tag));
  }

  bool expects_key() const {
    return !open_.empty() && open_.back().value.as_map() != nullptr && !open_.back().has_key;
  }

  void add_key(const std::string& key, const SourceLocation& place) {
    OpenNode& parent = open_.back();
    const Map& map = *parent.value.as_map();
    for (const auto& item : map) {
      if (item.key != key) continue;
      diagnostics_.error(place, fmt::format("the key '{}' is repeated; it is already at {}. Keep "
                                            "one of the two.",
                                            key, item.key_location.text()));
      parent.repeated = true;
    }
    parent.has_key = true;
    parent.key = key;
    parent.key_location = place;
  }

  void open(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
            decltype(Value::data) data) {
    const SourceLocation place = location(mark);
    if (tag != "?" && tag != "!" && !tag.empty()) refuse_tag(place, tag);
    open_.push_back({Value{std::move(data), place, {}}, anchor, false, false, {}, {}});
  }

  void close() {
    OpenNode node = std::move(open_.back());
    open_.pop_back();
    add(std::move(node.value), node.anchor);
  }

  void count(std::size_t nodes) {
    nodes_ += nodes;
    if (nodes_ <= max_nodes) return;
    throw Error(ErrorCode::invalid_input,
                fmt::format("{}: the YAML holds more than {} values, aliases counted; an "
                            "experiment needs a few dozen.",
                            *start_.source, max_nodes));
  }

  void add(Value value, YAML::anchor_t anchor) {
    count(1);
    if (anchor != YAML::NullAnchor) anchors_[anchor] = value;
    if (open_.empty()) {
      root_ = std::move(value);
      return;
    }
    OpenNode& parent = open_.back();
    if (List* list = std::get_if<List>(&parent.value.data)) {
      list->push_back(std::move(value));
    } else if (parent.has_key) {
      if (!parent.repeated) {
        parent.value.as_map()->push_back({parent.key, parent.key_location, std::move(value)});
      }
      parent.has_key = parent.repeated = false;
    } else {
      diagnostics_.error(value.location, fmt::format("a key must be plain text, but this is {}.",
                                                     value.description()));
      parent.has_key = parent.repeated = true;
    }
  }

  SourceLocation start_;
  Diagnostics& diagnostics_;
  Value root_;
  std::vector<OpenNode> open_;
  std::map<YAML::anchor_t, Value> anchors_;
  std::size_t nodes_ = 0;
};

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

Value parse_yaml(std::string_view yaml, const SourceLocation& start, Diagnostics& diagnostics) {
  if (yaml.find('\0') != std::string_view::npos) {
    throw Error(ErrorCode::invalid_input,
                fmt::format("{}: this is not valid YAML: it holds a NUL byte.", start.text()));
  }
  std::istringstream stream{std::string(yaml)};
  try {
    YAML::Parser parser(stream);
    TreeBuilder builder(start, diagnostics);
    parser.HandleNextDocument(builder);
    TreeBuilder second(start, diagnostics);
    if (parser.HandleNextDocument(second)) {
      throw Error(ErrorCode::invalid_input,
                  fmt::format("{}: a second YAML document begins after '---'; an experiment is "
                              "one document. Move it to a file of its own.",
                              second.take_root().location.text()));
    }
    return builder.take_root();
  } catch (const YAML::Exception& error) {
    throw_syntax_error(error, start);
  }
}

Value read_yaml_file(const std::string& path, Diagnostics& diagnostics) {
  const auto fail = [&](std::string_view why) {
    throw Error(ErrorCode::invalid_input,
                fmt::format("{}: the config file cannot be read: {}.", path, why));
  };
  std::error_code error;
  const auto status = std::filesystem::status(path, error);
  if (!std::filesystem::exists(status)) fail("there is no such file");
  if (!std::filesystem::is_regular_file(status)) fail("it is not a regular file");
  std::ifstream file(path, std::ios::binary);
  if (!file) fail(std::strerror(errno));
  if (std::filesystem::file_size(path, error) > max_bytes) fail("it is larger than 16 MiB");
  std::ostringstream text;
  if (file.peek() != std::ifstream::traits_type::eof()) text << file.rdbuf();
  if (file.bad() || text.bad()) fail(std::strerror(errno));
  const SourceLocation start{std::make_shared<const std::string>(path), 1, 1};
  Value value = parse_yaml(text.str(), start, diagnostics);
  if (!value.location.source) value.location = start;
  return value;
}

}  // namespace runner
