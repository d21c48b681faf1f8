// The machine's limits: multiply-adds in registers and bytes read from memory, by one thread and by
// all. A Google Benchmark program. benchmarks/run reads from --benchmark_format=json the counters
// operations_per_second (a multiply-add is two operations) and bytes_per_second, and the context's
// `vectors`, the name of the instruction set.
#include <benchmark/benchmark.h>

#include <cstddef>
#include <thread>
#include <vector>

// Everything below is compiled once for each instruction set; see Highway's foreach_target.h.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "limits.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace runner::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

const char* vectors() { return hwy::TargetName(HWY_TARGET); }

// Ten independent chains hide the latency of multiply-adds: processors have at most two units of
// four or five cycles. Returns the number of operations; `result` depends on all of them.
template <typename Real>
HWY_INLINE double multiply_adds(std::size_t rounds, Real& result) {
  const hn::ScalableTag<Real> d;
  const auto half = hn::Set(d, Real(0.5));
  const auto one = hn::Set(d, result);
  auto a = one, b = one, c = one, e = one, f = one, g = one, h = one, i = one, j = one, k = one;
  for (std::size_t round = 0; round < rounds; ++round) {
    a = hn::MulAdd(a, half, one);
    b = hn::MulAdd(b, half, one);
    c = hn::MulAdd(c, half, one);
    e = hn::MulAdd(e, half, one);
    f = hn::MulAdd(f, half, one);
    g = hn::MulAdd(g, half, one);
    h = hn::MulAdd(h, half, one);
    i = hn::MulAdd(i, half, one);
    j = hn::MulAdd(j, half, one);
    k = hn::MulAdd(k, half, one);
  }
  const auto left = hn::Add(hn::Add(hn::Add(a, b), hn::Add(c, e)), hn::Add(f, g));
  const auto right = hn::Add(hn::Add(h, i), hn::Add(j, k));
  result = hn::GetLane(hn::SumOfLanes(d, hn::Add(left, right)));
  return 2.0 * 10.0 * static_cast<double>(rounds) * static_cast<double>(hn::Lanes(d));
}

double multiply_adds_double(std::size_t rounds, double& result) {
  return multiply_adds(rounds, result);
}

double multiply_adds_float(std::size_t rounds, float& result) {
  return multiply_adds(rounds, result);
}

// Requires: `count` is a multiple of 1024, which is at least four vectors on any machine.
double sum(const double* values, std::size_t count) {
  const hn::ScalableTag<double> d;
  const std::size_t lanes = hn::Lanes(d);
  auto a = hn::Zero(d), b = a, c = a, e = a;
  for (std::size_t i = 0; i < count; i += 4 * lanes) {
    a = hn::Add(a, hn::LoadU(d, values + i));
    b = hn::Add(b, hn::LoadU(d, values + i + lanes));
    c = hn::Add(c, hn::LoadU(d, values + i + 2 * lanes));
    e = hn::Add(e, hn::LoadU(d, values + i + 3 * lanes));
  }
  return hn::GetLane(hn::SumOfLanes(d, hn::Add(hn::Add(a, b), hn::Add(c, e))));
}

}  // namespace runner::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace runner {
namespace {

using benchmark::Counter;

HWY_EXPORT(vectors);
HWY_EXPORT(multiply_adds_double);
HWY_EXPORT(multiply_adds_float);
HWY_EXPORT(sum);

double multiply_adds(std::size_t rounds, double& result) {
  return HWY_DYNAMIC_DISPATCH(multiply_adds_double)(rounds, result);
}

double multiply_adds(std::size_t rounds, float& result) {
  return HWY_DYNAMIC_DISPATCH(multiply_adds_float)(rounds, result);
}

template <typename Real>
void arithmetic(benchmark::State& state) {
  double operations = 0;
  for (auto _ : state) {
    Real result = 1;
    operations += multiply_adds(1'000'000, result);
    benchmark::DoNotOptimize(result);
  }
  state.counters["operations_per_second"] = Counter(operations, Counter::kIsRate);
}

// The threads share 512 MiB, more than the caches of the machines this is for.
void memory(benchmark::State& state) {
  constexpr std::size_t all = 64 * 1024 * 1024;
  const std::size_t share = all / static_cast<std::size_t>(state.threads()) / 1024 * 1024;
  const std::vector<double> values(share, 1.0);
  double bytes = 0;
  for (auto _ : state) {
    benchmark::DoNotOptimize(HWY_DYNAMIC_DISPATCH(sum)(values.data(), values.size()));
    bytes += static_cast<double>(share * sizeof(double));
  }
  state.counters["bytes_per_second"] = Counter(bytes, Counter::kIsRate);
}

void one_thread_and_all(benchmark::internal::Benchmark* benchmark) {
  const auto cores = static_cast<int>(std::thread::hardware_concurrency());
  benchmark->UseRealTime()->Threads(1);
  if (cores > 1) benchmark->Threads(cores);
}

BENCHMARK(arithmetic<double>)->Name("arithmetic/double")->Apply(one_thread_and_all);
BENCHMARK(arithmetic<float>)->Name("arithmetic/float")->Apply(one_thread_and_all);
BENCHMARK(memory)->Apply(one_thread_and_all);

}  // namespace
}  // namespace runner

int main(int argc, char** argv) {
  benchmark::AddCustomContext("vectors", HWY_DYNAMIC_DISPATCH(runner::vectors)());
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 2;
  benchmark::RunSpecifiedBenchmarks();
}
#endif  // HWY_ONCE
