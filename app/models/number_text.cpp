#include "app/models/number_text.h"

#include <QCoreApplication>
#include <cmath>

#include "app/models/evidence_words.h"
#include "engine/base/text.h"
#include "engine/trend/patterns.h"

namespace leaktide::app {

namespace {

struct NumberTextWords {
    Q_DECLARE_TR_FUNCTIONS(NumberText)
};

// What one step of the counter is called: "request", "error", "hour".
QString counterNoun(const std::string& counter) {
    if (counter == "requests") {
        return NumberTextWords::tr("request");
    }
    if (counter == "errors") {
        return NumberTextWords::tr("error");
    }
    if (counter == "aborted") {
        return NumberTextWords::tr("aborted request");
    }
    if (counter == "seconds") {
        return NumberTextWords::tr("hour");
    }
    return qt(counter);
}

// Growth with time is told per hour: per second it is too small to picture.
double counterScale(const TrendVerdict& verdict) {
    return verdict.counter == "seconds" ? 3600.0 : 1.0;
}

QString amountText(const SignalSpec& spec, double amount) {
    return spec.unit == SignalUnit::Bytes ? qt(formatBytes(amount)) : qt(formatSignificant(amount));
}

}  // namespace

QString qt(std::string_view text) {
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

QString sentenceText(std::string_view sentence) {
    QString text = qt(sentence).trimmed();
    if (text.isEmpty()) {
        return text;
    }
    text[0] = text[0].toUpper();
    const bool closed = QStringLiteral(".!?…").contains(text.back());
    return closed ? text : text + QLatin1Char('.');
}

QString itemsText(double value) {
    if (!std::isfinite(value)) {
        return {};
    }
    if (std::fabs(value) >= 10 || value == std::floor(value)) {
        const auto whole = static_cast<std::uint64_t>(std::llround(std::fabs(value)));
        return (value <= -0.5 ? QStringLiteral("-") : QString()) + qt(formatCount(whole));
    }
    return qt(formatFixed(value, 2));
}

QString valueText(const SignalSpec& spec, double value) {
    return spec.unit == SignalUnit::Bytes ? qt(formatBytes(value)) : itemsText(value);
}

QString rateText(double perSecond) {
    return NumberTextWords::tr("%1/s").arg(itemsText(perSecond));
}

QString durationText(Nanos duration) {
    return qt(formatDuration(duration)).replace(QLatin1String(" us"), QStringLiteral(" µs"));
}

QString nounText(const SignalSpec& spec, double count) {
    if (spec.unit == SignalUnit::Bytes) {
        return NumberTextWords::tr("bytes");
    }
    return spec.itemNoun.empty() ? qt(spec.label) : saidText(leaktide::nounOf(spec, std::fabs(count)));
}

QString perRequestText(const SignalSpec& spec, const TrendVerdict& verdict) {
    if (!verdict.perRequest) {
        return {};
    }
    const double amount = verdict.perRequest->value * counterScale(verdict);
    const QString per = counterNoun(verdict.counter);
    return spec.unit == SignalUnit::Bytes
               ? NumberTextWords::tr("%1 per %2").arg(amountText(spec, amount), per)
               : NumberTextWords::tr("%1 %2 per %3").arg(amountText(spec, amount), nounText(spec, amount), per);
}

QString intervalText(const SignalSpec& spec, const TrendVerdict& verdict) {
    if (!verdict.perRequest) {
        return {};
    }
    const double scale = counterScale(verdict);
    return NumberTextWords::tr("95 % interval %1 to %2")
        .arg(amountText(spec, verdict.perRequest->low * scale),
             amountText(spec, verdict.perRequest->high * scale));
}

QString detectableText(const SignalSpec& spec, const TrendVerdict& verdict) {
    if (!verdict.detectableAbove) {
        return {};
    }
    const double amount = *verdict.detectableAbove * counterScale(verdict);
    const QString noun = spec.unit == SignalUnit::Bytes ? QString() : QLatin1Char(' ') + nounText(spec, amount);
    return NumberTextWords::tr("A leak above %1%2 per %3 would have shown.")
        .arg(amountText(spec, amount), noun, counterNoun(verdict.counter));
}

}  // namespace leaktide::app
