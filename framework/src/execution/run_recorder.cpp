#include "execution/run_recorder.hpp"

#include <fmt/format.h>

#include "base/atomic_file.hpp"
#include "config/yaml_writer.hpp"
#include "execution/console_lines.hpp"
#include "formats/npz.hpp"
#include "runs/metrics_csv.hpp"

namespace runner {

void RunRecorder::begin(const Value& config, const std::vector<std::string>& warnings,
                        const std::vector<std::string>& lines) {
  check_lease();
  write_file_atomically(folder_.file("config.yaml"), write_yaml(config));
  manifest_.write(folder_);
  folder_.append_metrics(metrics_header);
  print_all(warnings, lines);
}

void RunRecorder::resume(const MetricsRow& last, const std::vector<std::string>& warnings,
                         const std::vector<std::string>& lines) {
  check_lease();
  manifest_.set_result(last);
  manifest_.write(folder_);
  print_all(warnings, lines);
}

void RunRecorder::measured(const MetricsRow& row) {
  check_lease();
  folder_.append_metrics(metrics_line(row));
  manifest_.set_result(row);
  print(metrics_report_line(row, sample_.predict(), sample_.labels));
}

void RunRecorder::updated(std::uint64_t iteration, double seconds) {
  display_.progress(iteration, iterations_, seconds);
}

template <typename Real>
void RunRecorder::write_weights(const Parameters<Real>& parameters) {
  using Mat = arma::Mat<Real>;
  check_lease();
  write_npz(folder_.file("weights.npz"), {{"W1", parameters.W1},
                                          {"b1", Mat(parameters.b1)},
                                          {"W2", parameters.W2},
                                          {"b2", Mat(parameters.b2)}});
}

template void RunRecorder::write_weights(const Parameters<float>&);
template void RunRecorder::write_weights(const Parameters<double>&);

void RunRecorder::write_predictions(const ExampleSet& test,
                                    const std::vector<Prediction>& predictions) {
  std::string lines(predictions_header);
  lines += '\n';
  for (std::size_t i = 0; i < test.rows.size(); ++i) {
    const std::uint32_t row = test.rows[i];
    lines += fmt::format("{},{},{},{:.17g}\n", row, test.source->labels[row],
                         predictions[i].predicted, predictions[i].confidence);
  }
  check_lease();
  write_file_atomically(folder_.file("predictions.csv"), lines);
}

void RunRecorder::finish(const TrainingOutcome& outcome) {
  constexpr std::string_view names[] = {"finished", "interrupted", "diverged"};
  check_lease();
  print(outcome_line(outcome));
  manifest_.set_result(outcome.last);
  manifest_.set_status(names[static_cast<std::size_t>(outcome.status)], outcome.reason);
  manifest_.write(folder_);
}

void RunRecorder::fail(const std::string& why) {
  display_.line("failed: " + why);
  try {
    check_lease();
    manifest_.set_status("failed", why);
    manifest_.write(folder_);
    folder_.append_log("failed: " + why);
  } catch (const FolderLost&) {
    throw;
  } catch (const std::exception& error) {
    if (why != error.what()) display_.line(error.what());
  }
}

void RunRecorder::print_all(const std::vector<std::string>& warnings,
                            const std::vector<std::string>& lines) {
  for (const auto& warning : warnings) print("warning: " + warning);
  for (const auto& line : lines) print(line);
}

void RunRecorder::print(const std::string& line) {
  display_.line(line);
  folder_.append_log(line);
}

}  // namespace runner
