#pragma once

#include <string>
#include <vector>

#include "plugin_host/plugin_description.hpp"

namespace runner {

// plugins/README.md: every plugin with its summary, formula, citation and options, in Markdown.
std::string plugins_page(const std::vector<PluginDescription>& plugins);

}  // namespace runner
