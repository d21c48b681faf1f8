// What most tests include, precompiled once for all test programs.
#pragma once

#include <filesystem>
#include <fstream>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <runner/plugin.hpp>

#include "support/catch.hpp"
