// Draws a FlameGraph: the whole on top, callees below. Click zooms into a frame, double click or Esc zooms
// out; arrow keys walk from frame to frame, Return zooms; a tool tip says what a frame is.
#pragma once

#include <QWidget>
#include <functional>
#include <optional>
#include <vector>

#include "app/models/flame_graph.h"

namespace leaktide::app {

class FlameView : public QWidget {
    Q_OBJECT
public:
    using ValueText = std::function<QString(double)>;

    explicit FlameView(QWidget* parent = nullptr);

    void show(FlameGraph graph, ValueText valueText);
    using QWidget::show;
    void setFilter(const QString& text);  // what matches stands out, the rest steps back
    void zoomTo(int node);
    void zoomOut();  // one step; from the whole, nothing happens

    [[nodiscard]] const FlameGraph& graph() const { return m_graph; }
    [[nodiscard]] int zoomed() const { return m_zoom; }
    [[nodiscard]] int current() const { return m_current; }
    [[nodiscard]] double matchingShare() const { return m_graph.shareOf(m_matches); }
    [[nodiscard]] std::optional<QRectF> firstMatch() const;  // the topmost that is to be seen
    [[nodiscard]] QRectF rectOf(int node) const;             // empty when it is not to be seen
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    void currentChanged(const QString& function);

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    [[nodiscard]] const FlameNode& node(int at) const {
        return m_graph.nodes()[static_cast<std::size_t>(at)];
    }
    [[nodiscard]] double rowHeight() const;
    [[nodiscard]] bool holds(int outer, int inner) const;  // `inner` is `outer` or lies under it
    [[nodiscard]] std::optional<int> nodeAt(const QPointF& point) const;
    [[nodiscard]] std::optional<int> neighbour(int key) const;
    [[nodiscard]] QString describe(int at) const;
    void setCurrent(int at);
    void drawNode(QPainter& painter, int at, const QRectF& rect) const;
    void drawUnder(QPainter& painter, int at) const;

    FlameGraph m_graph;
    ValueText m_valueText;
    std::vector<bool> m_matches;
    bool m_filtered = false;
    int m_zoom = 0;
    int m_current = 0;
};

}  // namespace leaktide::app
