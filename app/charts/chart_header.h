// The line above a chart: its title, a key for every line with the value under the cursor (or the latest),
// and at the right the word of the verdict. A layout element, so that it moves with its chart.
#pragma once

#include <QString>
#include <QVector>

#include "app/charts/chart_theme.h"
#include "app/charts/custom_plot.h"

namespace leaktide::app {

struct HeaderKey {
    QString name;
    QString value;
    LineTone tone = LineTone::Main;
    LineDash dash = LineDash::Solid;
};

class ChartHeader : public QCPLayoutElement {
public:
    // `chart` is the axis rect below, whose left and right edges this line keeps.
    ChartHeader(QCustomPlot* plot, const QCPAxisRect* chart);

    void setTheme(const ChartTheme& theme) { m_theme = theme; }
    void setTitle(const QString& title) { m_title = title; }
    void setKeys(const QVector<HeaderKey>& keys) { m_keys = keys; }
    void setVerdict(const QString& word, Tone tone);
    [[nodiscard]] const QVector<HeaderKey>& keys() const { return m_keys; }

protected:
    void draw(QCPPainter* painter) override;

private:
    double drawKey(QCPPainter* painter, const HeaderKey& key, double x, double right);

    const QCPAxisRect* m_chart;
    ChartTheme m_theme;
    QString m_title;
    QVector<HeaderKey> m_keys;
    QString m_word;
    Tone m_tone = Tone::Neutral;
};

}  // namespace leaktide::app
