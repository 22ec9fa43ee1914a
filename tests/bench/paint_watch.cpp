// Preloaded into a Qt program: ends the process at once after its window has painted for the first time; with
// CAIRN_BENCH_ROWS set, after a list that has rows has; with CAIRN_BENCH_SCROLL set as well, after that list was
// scrolled by the wheel to its end and back, which it says on standard output. So that the program itself needs no
// switch for being measured.
#include <QAbstractItemModel>
#include <QAbstractItemView>
#include <QApplication>
#include <QEvent>
#include <QScrollBar>
#include <QTimer>
#include <QWheelEvent>
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <vector>

namespace {

constexpr int notch = 120; // of a wheel, in eighths of a degree

/// Turns the wheel by one notch over the list and paints what it then shows; milliseconds.
double turn(QAbstractItemView& view, int delta) {
    QWidget* const viewport = view.viewport();
    const QPointF middle = viewport->rect().center();
    QWheelEvent wheel(middle, viewport->mapToGlobal(middle), {}, {0, delta}, Qt::NoButton, Qt::NoModifier,
                      Qt::NoScrollPhase, false);
    const auto begin = std::chrono::steady_clock::now();
    QCoreApplication::sendEvent(viewport, &wheel);
    viewport->repaint();
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count();
}

void scroll(QAbstractItemView& view) {
    std::vector<double> frames;
    const QScrollBar& bar = *view.verticalScrollBar();
    while (bar.value() < bar.maximum()) frames.push_back(turn(view, -notch));
    while (bar.value() > bar.minimum()) frames.push_back(turn(view, notch));
    if (frames.empty()) return;
    std::ranges::sort(frames);
    std::printf("%-44s Cairn %9.2f ms    slowest of %zu frames %.2f ms\n", "a notch of the wheel over 200 habits",
                frames[frames.size() / 2], frames.size(), frames.back());
    std::fflush(stdout);
}

class PaintWatch : public QObject {
public:
    using QObject::QObject;

    bool eventFilter(QObject* watched, QEvent* event) override {
        if (event->type() != QEvent::Paint || m_isOver || !isAwaited(watched)) return false;
        m_isOver = true;
        QTimer::singleShot(0, [this, watched] {
            if (auto* const view = qobject_cast<QAbstractItemView*>(watched->parent());
                m_wantsScroll && view != nullptr)
                scroll(*view);
            std::_Exit(0);
        });
        return false;
    }

private:
    [[nodiscard]] bool isAwaited(QObject* watched) const {
        if (!m_wantsRows) return watched->isWidgetType();
        const auto* const view = qobject_cast<QAbstractItemView*>(watched->parent());
        return view != nullptr && view->viewport() == watched && view->model() != nullptr &&
               view->model()->rowCount() > 0;
    }

    const bool m_wantsRows = qEnvironmentVariableIsSet("CAIRN_BENCH_ROWS");
    const bool m_wantsScroll = qEnvironmentVariableIsSet("CAIRN_BENCH_SCROLL");
    bool m_isOver = false;
};

void watch() {
    qApp->installEventFilter(new PaintWatch(qApp));
}

} // namespace

Q_COREAPP_STARTUP_FUNCTION(watch)
