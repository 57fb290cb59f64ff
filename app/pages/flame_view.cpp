#include "app/pages/flame_view.h"

#include <QAccessible>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QToolTip>
#include <algorithm>
#include <cmath>

#include "app/charts/chart_theme.h"
#include "engine/base/text.h"

namespace leaktide::app {

namespace {

constexpr double Narrowest = 0.7;   // pixels; what is narrower is not drawn
constexpr double RoomForText = 24;  // pixels
constexpr int MostRowsWithoutScroll = 12;

// Neighbours are told apart by a little lightness; owner and match by the colour itself.
QColor shaded(const QColor& color, const QString& name) {
    const int step = static_cast<int>(qHash(name) % 4U);
    return color.lightness() > 128 ? color.lighter(100 + 4 * step) : color.darker(100 + 6 * step);
}

QString percentText(double share) {
    return QString::fromStdString(formatSignificant(100 * share)) + QStringLiteral(" %");
}

}  // namespace

FlameView::FlameView(QWidget* parent) : QWidget(parent) {
    setObjectName(QStringLiteral("flameView"));
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setAccessibleName(tr("Flame graph of the growth"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::MinimumExpanding);
}

void FlameView::show(FlameGraph graph, ValueText valueText) {
    m_graph = std::move(graph);
    m_valueText = std::move(valueText);
    m_matches.assign(m_graph.nodes().size(), false);
    m_filtered = false;
    m_zoom = 0;
    m_current = 0;
    updateGeometry();
    update();
}

void FlameView::setFilter(const QString& text) {
    m_matches = m_graph.matching(text);
    m_filtered = !text.trimmed().isEmpty();
    update();
}

std::optional<QRectF> FlameView::firstMatch() const {
    std::optional<QRectF> first;
    for (std::size_t i = 0; i < m_matches.size(); ++i) {
        const QRectF rect = m_matches[i] ? rectOf(static_cast<int>(i)) : QRectF();
        if (!rect.isEmpty() && (!first || rect.top() < first->top())) {
            first = rect;
        }
    }
    return first;
}

void FlameView::zoomTo(int at) {
    if (at < 0 || at >= static_cast<int>(m_graph.nodes().size())) {
        return;
    }
    m_zoom = at;
    if (!holds(m_zoom, m_current)) {
        setCurrent(at);
    }
    update();
}

void FlameView::zoomOut() {
    if (!m_graph.isEmpty() && m_zoom > 0) {
        zoomTo(node(m_zoom).parent);
    }
}

double FlameView::rowHeight() const {
    return std::ceil(QFontMetricsF(font()).height()) + 6;
}

bool FlameView::holds(int outer, int inner) const {
    while (inner > 0 && node(inner).depth > node(outer).depth) {
        inner = node(inner).parent;
    }
    return inner == outer;
}

QRectF FlameView::rectOf(int at) const {
    if (m_graph.isEmpty()) {
        return {};
    }
    const FlameNode& shown = node(at);
    const double top = shown.depth * rowHeight();
    if (holds(at, m_zoom)) {  // the zoomed frame and the way to it take the whole width
        return {0, top, double(width()), rowHeight() - 1};
    }
    if (!holds(m_zoom, at)) {
        return {};
    }
    const double scale = width() / node(m_zoom).value;
    const QRectF rect((shown.from - node(m_zoom).from) * scale, top, shown.value * scale, rowHeight() - 1);
    return rect.width() < Narrowest ? QRectF() : rect;
}

std::optional<int> FlameView::nodeAt(const QPointF& point) const {
    if (m_graph.isEmpty()) {
        return std::nullopt;
    }
    const int depth = static_cast<int>(point.y() / rowHeight());
    if (depth <= node(m_zoom).depth) {
        int above = m_zoom;
        while (node(above).depth > depth) {
            above = node(above).parent;
        }
        return above;
    }
    int at = m_zoom;
    while (node(at).depth < depth) {
        const auto& children = node(at).children;
        const auto under = std::find_if(children.begin(), children.end(), [&](int child) {
            const QRectF rect = rectOf(child);
            return !rect.isEmpty() && rect.left() <= point.x() && point.x() < rect.right();
        });
        if (under == children.end()) {
            return std::nullopt;
        }
        at = *under;
    }
    return at;
}

QString FlameView::describe(int at) const {
    const FlameNode& shown = node(at);
    const QString name = at == 0 ? tr("All of the growth") : shown.function;
    QString text = shown.place.isEmpty() ? name : QStringLiteral("%1\n%2").arg(name, shown.place);
    text +=
        QStringLiteral("\n") +
        tr("%1, %2 of the growth").arg(m_valueText(shown.value), percentText(shown.value / m_graph.total()));
    return shown.self > 0 && !shown.children.empty()
               ? text + QStringLiteral("\n") + tr("%1 in the function itself").arg(m_valueText(shown.self))
               : text;
}

void FlameView::setCurrent(int at) {
    if (m_graph.isEmpty() || at == m_current) {
        return;
    }
    m_current = at;
    setAccessibleDescription(describe(at).replace(QLatin1Char('\n'), QStringLiteral(", ")));
    QAccessibleEvent changed(this, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&changed);
    Q_EMIT currentChanged(node(at).function);
    update();
}

// Where an arrow key leads from the current frame.
std::optional<int> FlameView::neighbour(int key) const {
    const FlameNode& from = node(m_current);
    if (key == Qt::Key_Down) {
        return from.children.empty() ? std::nullopt : std::optional(from.children.front());
    }
    if (from.parent < 0) {
        return std::nullopt;
    }
    if (key == Qt::Key_Up) {
        return from.parent;
    }
    const auto& beside = node(from.parent).children;
    const auto here = std::find(beside.begin(), beside.end(), m_current);
    if (key == Qt::Key_Left) {
        return here == beside.begin() ? std::nullopt : std::optional(*std::prev(here));
    }
    return std::next(here) == beside.end() ? std::nullopt : std::optional(*std::next(here));
}

void FlameView::keyPressEvent(QKeyEvent* event) {
    const int key = event->key();
    if (m_graph.isEmpty()) {
        QWidget::keyPressEvent(event);
    } else if (key == Qt::Key_Up || key == Qt::Key_Down || key == Qt::Key_Left || key == Qt::Key_Right) {
        if (const auto next = neighbour(key)) {
            setCurrent(*next);
            if (rectOf(*next).isEmpty()) {
                zoomTo(node(*next).parent);
            }
        }
    } else if (key == Qt::Key_Return || key == Qt::Key_Enter) {
        zoomTo(m_current);
    } else if (key == Qt::Key_Home) {
        zoomTo(0);
    } else if ((key == Qt::Key_Escape || key == Qt::Key_Backspace) && m_zoom > 0) {
        zoomOut();
    } else {
        QWidget::keyPressEvent(event);
    }
}

void FlameView::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton) {
        QWidget::mousePressEvent(event);
        return;
    }
    if (const auto at = nodeAt(event->position())) {
        setCurrent(*at);
        zoomTo(*at);
    }
}

void FlameView::mouseDoubleClickEvent(QMouseEvent* event) {
    if (event->button() == Qt::LeftButton) {
        zoomTo(0);
    }
}

bool FlameView::event(QEvent* event) {
    if (event->type() != QEvent::ToolTip) {
        return QWidget::event(event);
    }
    const auto* help = static_cast<QHelpEvent*>(event);
    if (const auto at = nodeAt(help->pos())) {
        QToolTip::showText(help->globalPos(), describe(*at), this, rectOf(*at).toAlignedRect());
    } else {
        QToolTip::hideText();
    }
    return true;
}

void FlameView::drawNode(QPainter& painter, int at, const QRectF& rect) const {
    const ChartTheme theme = chartThemeFor(palette());
    const FlameNode& shown = node(at);
    const bool matches = m_matches[static_cast<std::size_t>(at)];
    QColor fill = shown.owner == FrameOwner::Program && at > 0 ? theme.signal : theme.axis;
    if (m_filtered) {
        fill = matches ? theme.tail : theme.grid;
    }
    fill = shaded(fill, shown.function);
    painter.fillRect(rect.adjusted(0, 0, rect.width() > 3 ? -1 : 0, 0), fill);
    if (at == m_current && hasFocus()) {
        painter.setPen(QPen(theme.text, 2));
        painter.drawRect(rect.adjusted(1, 1, -2, -1));
    }
    if (rect.width() < RoomForText) {
        return;
    }
    const QString name = at == 0 ? tr("All of the growth: %1").arg(m_valueText(shown.value)) : shown.function;
    const QRectF room = rect.adjusted(4, 0, -4, 0);
    painter.setPen(fill.lightness() > 140 ? QColor(0x12, 0x18, 0x20) : QColor(0xFF, 0xFF, 0xFF));
    // The end of a long name says more than its beginning: the package is shared by many.
    painter.drawText(room, Qt::AlignLeft | Qt::AlignVCenter,
                     QFontMetricsF(painter.font()).elidedText(name, Qt::ElideLeft, room.width()));
}

void FlameView::drawUnder(QPainter& painter, int at) const {
    for (const int child : node(at).children) {
        const QRectF rect = rectOf(child);
        if (rect.isEmpty()) {
            return;  // widest first: what follows is narrower still
        }
        drawNode(painter, child, rect);
        drawUnder(painter, child);
    }
}

void FlameView::paintEvent(QPaintEvent* /*event*/) {
    QPainter painter(this);
    const ChartTheme theme = chartThemeFor(palette());
    painter.fillRect(rect(), theme.background);
    if (m_graph.isEmpty()) {
        painter.setPen(theme.mutedText);
        painter.drawText(rect(), Qt::AlignCenter | Qt::TextWordWrap, tr("Nothing grew between these two."));
        return;
    }
    for (int above = m_zoom; above >= 0; above = node(above).parent) {
        drawNode(painter, above, rectOf(above));
    }
    drawUnder(painter, m_zoom);
}

QSize FlameView::sizeHint() const {
    const int rows = std::max(4, std::min(m_graph.rows(), MostRowsWithoutScroll));
    return {600, static_cast<int>(rows * rowHeight()) + 2};
}

// All rows are there; the area around it scrolls.
QSize FlameView::minimumSizeHint() const {
    return {200, static_cast<int>(std::max(4, m_graph.rows()) * rowHeight()) + 2};
}

}  // namespace leaktide::app
