#include "config/yaml_tree.hpp"

#include <algorithm>
#include <map>

#include <fmt/format.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/yaml.h>

#include "config/environment.hpp"
#include "config/merge_key.hpp"
#include "config/yaml_reader.hpp"

namespace runner {
namespace {

constexpr std::size_t max_nodes = 100'000;

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
  TreeBuilder(std::string_view yaml, const SourceLocation& start, Variables variables,
              Diagnostics& diagnostics)
      : yaml_(yaml), start_(start), variables_(variables), diagnostics_(diagnostics) {}

  Value take_root() { return std::move(root_); }

  void OnDocumentStart(const YAML::Mark&) override {}
  void OnDocumentEnd() override {}

  // After a key without a value yaml-cpp gives the place of the next token; the key's place helps
  // more.
  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    const std::string text = null_at(mark);
    const bool use_key = text.empty() && !open_.empty() && open_.back().has_key;
    add({Null{}, use_key ? open_.back().key_location : location(mark), text}, anchor);
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
      add_key(text, place, plain && text == "<<");
      return;
    }
    const std::string expanded = expand_environment(text, place, variables_, diagnostics_);
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
    bool merges = false;  // `key` is the merge key
    std::string key = {};
    SourceLocation key_location = {};
    std::optional<SourceLocation> merge_location = {};  // of the merge key before
    MergedMaps merged = {};
  };

  SourceLocation location(const YAML::Mark& mark) const {
    if (start_.line == 0) {  // a one-line argument: columns continue from its start
      return {start_.source, 0, start_.column + static_cast<std::size_t>(mark.column)};
    }
    return {start_.source, static_cast<std::size_t>(mark.line) + 1,
            static_cast<std::size_t>(mark.column) + 1};
  }

  // The null written at the mark, which yaml-cpp does not report; empty for a value left out.
  std::string null_at(const YAML::Mark& mark) const {
    constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
    std::string_view rest = yaml_;
    if (rest.starts_with(byte_order_mark)) rest.remove_prefix(byte_order_mark.size());
    rest = rest.substr(std::min(rest.size(), static_cast<std::size_t>(std::max(0, mark.pos))));
    const std::string_view word = rest.substr(0, rest.find_first_of(" \t\r\n,]}:"));
    const bool is_null = !word.empty() && resolve_plain_scalar(word, {}).is_null();
    const std::size_t next = rest.find_first_not_of(" \t", word.size());
    const bool is_next_key = next != std::string_view::npos && rest[next] == ':';
    return is_null && !is_next_key ? std::string(word) : "";
  }

  void refuse_tag(const SourceLocation& place, const std::string& tag) {
    diagnostics_.error(place, fmt::format("the tag '{}' is not supported; remove it, and quote a "
                                          "value that must be text.",
                                          tag));
  }

  bool expects_key() const {
    return !open_.empty() && open_.back().value.as_map() != nullptr && !open_.back().has_key;
  }

  void add_key(const std::string& key, const SourceLocation& place, bool merges) {
    OpenNode& parent = open_.back();
    const Map& map = *parent.value.as_map();
    for (const auto& item : map) {
      if (item.key == key)
        report_repeated(parent, key, place, item.key_location, "Keep one of the two.");
    }
    if (merges && parent.merge_location) {
      report_repeated(parent, key, place, *parent.merge_location,
                      "Write one, such as `<<: [*first, *second]`.");
    }
    if (merges) parent.merge_location = place;
    parent.has_key = true;
    parent.merges = merges;
    parent.key = key;
    parent.key_location = place;
  }

  void report_repeated(OpenNode& parent, std::string_view key, const SourceLocation& place,
                       const SourceLocation& earlier, std::string_view advice) {
    diagnostics_.error(place, fmt::format("the key '{}' is repeated; it is already at {}. {}", key,
                                          earlier.text(), advice));
    parent.repeated = true;
  }

  void open(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
            decltype(Value::data) data) {
    const SourceLocation place = location(mark);
    if (tag != "?" && tag != "!" && !tag.empty()) refuse_tag(place, tag);
    open_.push_back({.value = {std::move(data), place, {}}, .anchor = anchor});
  }

  void close() {
    OpenNode node = std::move(open_.back());
    open_.pop_back();
    if (!node.merged.empty()) node.merged.merge_into(*node.value.as_map());
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
      if (parent.merges) {
        if (!parent.repeated) parent.merged.add(value, diagnostics_);
      } else if (!parent.repeated) {
        parent.value.as_map()->push_back({parent.key, parent.key_location, std::move(value)});
      }
      parent.has_key = parent.repeated = parent.merges = false;
    } else {
      diagnostics_.error(value.location, fmt::format("a key must be plain text, but this is {}.",
                                                     value.description()));
      parent.has_key = parent.repeated = true;
    }
  }

  std::string_view yaml_;
  SourceLocation start_;
  Variables variables_;
  Diagnostics& diagnostics_;
  Value root_;
  std::vector<OpenNode> open_;
  std::map<YAML::anchor_t, Value> anchors_;
  std::size_t nodes_ = 0;
};

}  // namespace

std::optional<Value> build_next_tree(YAML::Parser& parser, std::string_view yaml,
                                     const SourceLocation& start, Variables variables,
                                     Diagnostics& diagnostics) {
  TreeBuilder builder(yaml, start, variables, diagnostics);
  if (!parser.HandleNextDocument(builder)) return std::nullopt;
  return builder.take_root();
}

}  // namespace runner
