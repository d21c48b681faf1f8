// What the commands that train have in common.
#pragma once

#include <string>

#include <CLI/CLI.hpp>

#include "execution/run_experiment.hpp"

namespace runner {

// Adds --threads N, to be handed to thread_count().
void add_threads(CLI::App& app, std::string& threads);

// All cores when `text` is empty. Throws InputError when it is no number from 1 to 1024.
unsigned thread_count(const std::string& text);

// Makes a closed pipe or a file size limit an error of the write, not the end of the process, and
// leaves the threads to the program.
void prepare_to_train();

// The exit status of a program whose run ended so.
int exit_status(RunStatus status);

}  // namespace runner
