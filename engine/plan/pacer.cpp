#include "engine/plan/pacer.h"

#include <algorithm>
#include <boost/multiprecision/cpp_int.hpp>
#include <cmath>
#include <limits>

namespace leaktide {

namespace {

using Wide = boost::multiprecision::int512_t;     // fixed size, on the stack
__extension__ typedef unsigned __int128 Uint128;  // NOLINT(modernize-use-using): keeps -Wpedantic quiet

constexpr int FractionBits = 32;
constexpr auto LatestNs = std::numeric_limits<std::int64_t>::max();

}  // namespace

// N within a piece, t ns after its begin, as an exact fraction top(t) / bottom:
//   t * r0 + t^2 * (r1 - r0) / (2 L), with r = count / per.
struct Pacer::Arithmetic {
    explicit Arithmetic(const Piece& piece) {
        const Wide startTop = Wide(piece.start.count) * piece.end.per.count();
        const Wide endTop = Wide(piece.end.count) * piece.start.per.count();
        const Wide twoLengths = piece.length ? Wide(piece.length->count()) * 2 : Wide(1);
        linear = startTop * twoLengths;
        square = piece.even() ? Wide(0) : Wide(endTop - startTop);
        bottom = Wide(piece.start.per.count()) * piece.end.per.count() * twoLengths;
        longest = piece.length ? piece.length->count() : LatestNs;
        base = (Wide(piece.base.whole) << FractionBits) + piece.base.fraction;
    }

    [[nodiscard]] Wide top(std::int64_t t) const { return t * linear + Wide(t) * t * square; }
    // N(t) <= k, both sides times bottom * 2^FractionBits.
    [[nodiscard]] bool notAbove(std::int64_t t, std::uint64_t k) const {
        return (top(t) << FractionBits) <= ((Wide(k) << FractionBits) - base) * bottom;
    }
    // The last t within the piece with N(t) <= k; unset when that is beyond the piece's end.
    [[nodiscard]] std::optional<std::int64_t> lastNotAbove(std::uint64_t k) const {
        if (notAbove(longest, k)) {
            return std::nullopt;
        }
        if (!notAbove(0, k)) {
            return 0;  // due before this piece began: only after the rate was changed under way
        }
        std::int64_t low = 0;  // N(low) <= k < N(high)
        std::int64_t high = longest;
        narrow(k, low, high);
        while (high - low > 1) {
            const std::int64_t middle = low + (high - low) / 2;
            (notAbove(middle, k) ? low : high) = middle;
        }
        return low;
    }
    // A guess in floating point, checked exactly; leaves the bracket a few ns wide, or as it was.
    void narrow(std::uint64_t k, std::int64_t& low, std::int64_t& high) const {
        const auto scale = bottom.convert_to<long double>();
        const long double b = linear.convert_to<long double>() / scale;
        const long double a = square.convert_to<long double>() / scale;
        const long double c =
            static_cast<long double>(k) - std::ldexp(base.convert_to<long double>(), -FractionBits);
        const long double root = std::sqrt(std::max(b * b + 4 * a * c, 0.0L));
        const long double guess = b + root > 0 ? 2 * c / (b + root) : 0;
        if (!(guess > 2) || guess > static_cast<long double>(high) - 3) {
            return;
        }
        const auto below = static_cast<std::int64_t>(guess) - 2;
        if (notAbove(below, k)) {
            low = below;
        }
        if (below + 4 < high && !notAbove(below + 4, k)) {
            high = below + 4;
        }
    }
    // N(t), rounded up to whole requests or to the nearest 2^-32.
    [[nodiscard]] Wide roundedUp(std::int64_t t) const {
        const Wide unit = bottom << FractionBits;
        return ((top(t) << FractionBits) + base * bottom + unit - 1) / unit;
    }
    [[nodiscard]] Total totalAt(std::int64_t t) const {
        const Wide total = ((top(t) << FractionBits) + bottom / 2) / bottom + base;
        const Wide whole = total >> FractionBits;
        if (whole > std::numeric_limits<std::uint64_t>::max()) {
            return {std::numeric_limits<std::uint64_t>::max(), 0};
        }
        const Wide fraction = total - (whole << FractionBits);
        return {whole.convert_to<std::uint64_t>(), fraction.convert_to<std::uint32_t>()};
    }

    Wide linear, square, bottom, base;
    std::int64_t longest;
};

Pacer::Pacer(const LoadPlan& plan) {
    if (plan.model == LoadModel::ConstantRate && plan.rate) {
        append(*plan.rate, *plan.rate, std::nullopt);
    } else if (plan.model == LoadModel::Stages) {
        Rate before{0, std::chrono::seconds(1)};
        for (const Stage& stage : plan.stages) {
            if (stage.duration > Nanos(0)) {  // else the rate jumps
                append(before, stage.rate, stage.duration);
            }
            before = stage.rate;
        }
    }
}

void Pacer::append(const Rate& start, const Rate& end, std::optional<Nanos> length) {
    Piece piece{.from = {}, .length = length, .start = start, .end = end, .base = {}};
    if (!m_pieces.empty()) {
        const Piece& last = m_pieces.back();
        piece.from = last.from + *last.length;
        piece.base = Arithmetic(last).totalAt(last.length->count());
    }
    m_pieces.push_back(piece);
}

// The last t with base + t * count / per <= k, in 128 bits, for the one piece that nearly all requests lie
// in: even, and without an end. Unset: not that piece, or too large for 128 bits.
std::optional<Nanos> Pacer::evenlyDue(const Piece& piece, std::uint64_t k) {
    constexpr std::uint64_t MostRequests = std::uint64_t{1} << 48U;
    constexpr std::int64_t LongestPer = std::int64_t{1} << 46U;
    if (!piece.even() || piece.length || piece.start.count == 0) {
        return std::nullopt;
    }
    const auto per = static_cast<std::uint64_t>(piece.start.per.count());
    if (piece.base.whole == 0 && piece.base.fraction == 0) {
        const Uint128 due = Uint128{k} * per / piece.start.count;
        return Nanos(due > LatestNs / 2 ? LatestNs / 2 : static_cast<std::int64_t>(due));
    }
    if (k < piece.base.whole || (k == piece.base.whole && piece.base.fraction > 0) ||
        k - piece.base.whole >= MostRequests || piece.start.per.count() >= LongestPer) {
        return std::nullopt;
    }
    const Uint128 ahead = (Uint128{k - piece.base.whole} << FractionBits) - piece.base.fraction;
    const Uint128 due = ahead * per / (Uint128{piece.start.count} << FractionBits);
    return Nanos(due > LatestNs / 2 ? LatestNs / 2 : static_cast<std::int64_t>(due));
}

std::optional<Nanos> Pacer::dueAt(std::uint64_t k) const {
    for (std::size_t i = 0; i < m_pieces.size(); ++i) {
        if (i + 1 < m_pieces.size() && m_pieces[i + 1].base.whole < k) {
            continue;  // this piece ends before request k
        }
        const Piece& piece = m_pieces[i];
        if (const auto into = evenlyDue(piece, k)) {
            return piece.from + *into;
        }
        if (piece.start.count == 0 && piece.end.count == 0 && !piece.length) {
            return std::nullopt;
        }
        if (const auto into = Arithmetic(piece).lastNotAbove(k)) {
            return piece.from + Nanos(std::min(*into, LatestNs / 2));
        }
    }
    return std::nullopt;
}

const Pacer::Piece& Pacer::pieceAt(Nanos elapsed) const {
    const auto next = std::find_if(m_pieces.begin() + 1, m_pieces.end(),
                                   [elapsed](const Piece& piece) { return piece.from > elapsed; });
    return *(next - 1);
}

std::uint64_t Pacer::dueBefore(Nanos elapsed) const {
    if (closed() || elapsed <= Nanos(0)) {
        return 0;
    }
    const Piece& piece = pieceAt(elapsed);
    const Nanos into = elapsed - piece.from;
    const Wide total =
        Arithmetic(piece).roundedUp(piece.length ? std::min(into, *piece.length).count() : into.count());
    constexpr auto Most = std::numeric_limits<std::uint64_t>::max();
    return total > Most ? Most : total.convert_to<std::uint64_t>();
}

std::optional<Nanos> Pacer::length() const {
    if (closed() || !m_pieces.back().length) {
        return std::nullopt;
    }
    return m_pieces.back().from + *m_pieces.back().length;
}

double Pacer::ratePerSecond(Nanos elapsed) const {
    if (closed() || elapsed < Nanos(0)) {
        return 0;
    }
    const Piece& piece = pieceAt(elapsed);
    if (!piece.length) {
        return piece.start.perSecond();
    }
    const double share = std::min(1.0, toSeconds(elapsed - piece.from) / toSeconds(*piece.length));
    return piece.start.perSecond() + share * (piece.end.perSecond() - piece.start.perSecond());
}

void Pacer::changeRate(Nanos elapsed, const Rate& rate) {
    if (closed()) {
        return;
    }
    std::erase_if(m_pieces, [elapsed](const Piece& piece) { return piece.from >= elapsed; });
    if (m_pieces.empty()) {
        append(rate, rate, std::nullopt);
        return;
    }
    // A cut ramp would need its rate at the cut; only even pieces are ever cut.
    Piece& last = m_pieces.back();
    last.length = elapsed - last.from;
    append(rate, rate, std::nullopt);
}

}  // namespace leaktide
