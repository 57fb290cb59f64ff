<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>AppOptions</name>
    <message>
        <source>Puts an HTTP server under load and shows what it does not give back.</source>
        <translation>给 HTTP 服务器加压，看它有什么没有归还。</translation>
    </message>
    <message>
        <source>Start the run as soon as the target is there.</source>
        <translation>目标就绪后立即开始。</translation>
    </message>
    <message>
        <source>How long requests are sent: 20s, 5m, 1h30m.</source>
        <translation>发送请求的时长：20s、5m、1h30m。</translation>
    </message>
    <message>
        <source>Requests per second; without it, as fast as they go.</source>
        <translation>每秒请求数；不填则尽可能快。</translation>
    </message>
    <message>
        <source>Connections that stay open.</source>
        <translation>保持打开的连接数。</translation>
    </message>
    <message>
        <source>Switch a fault of the bundled target on, e.g. task-stuck=every:50.</source>
        <translation>打开自带目标的一个故障，例如 task-stuck=every:50。</translation>
    </message>
    <message>
        <source>Do not start the bundled target.</source>
        <translation>不启动自带的目标服务器。</translation>
    </message>
    <message>
        <source>system, light or dark.</source>
        <translation>system、light 或 dark。</translation>
    </message>
    <message>
        <source>Keep the settings in this file.</source>
        <translation>把设置保存在此文件中。</translation>
    </message>
    <message>
        <source>Show this help.</source>
        <translation>显示此帮助。</translation>
    </message>
    <message>
        <source>Show the version.</source>
        <translation>显示版本。</translation>
    </message>
    <message>
        <source>one URL at a time, not %1</source>
        <translation>一次只能有一个 URL，而不是 %1 个</translation>
    </message>
    <message>
        <source>--connections: &apos;%1&apos; is not a count above 0</source>
        <translation>--connections：“%1”不是大于 0 的数</translation>
    </message>
    <message>
        <source>--theme: &apos;%1&apos; is none of system, light, dark</source>
        <translation>--theme：“%1”不是 system、light、dark 之一</translation>
    </message>
    <message>
        <source>The address to load; without it, the bundled target. Or a recorded run (.leaktide) or series (.csv) to open.</source>
        <translation>要加压的地址；不填则使用自带的目标服务器。也可以是要打开的运行记录（.leaktide）或序列（.csv）。</translation>
    </message>
</context>
<context>
    <name>Banner</name>
    <message>
        <source>Close this message</source>
        <translation>关闭此消息</translation>
    </message>
</context>
<context>
    <name>ChartStack</name>
    <message>
        <source>Charts</source>
        <translation>图表</translation>
    </message>
    <message>
        <source>Throughput, latency and the signals of the target over time. Arrow keys move the cursor, plus and minus zoom, Home shows the whole run.</source>
        <translation>吞吐量、延迟和目标的各项信号随时间的变化。方向键移动游标，加减键缩放，Home 显示整个过程。</translation>
    </message>
</context>
<context>
    <name>ConfirmLoad</name>
    <message>
        <source>Load a public address?</source>
        <translation>要给公网地址加压吗？</translation>
    </message>
    <message>
        <source>%1 is neither on this machine nor in a private network.</source>
        <translation>%1 既不在本机，也不在私有网络中。</translation>
    </message>
    <message>
        <source>Load it only if it is yours, or its owner agreed: a load test can look like an attack.</source>
        <translation>只有它属于您，或其所有者同意时才可加压：压力测试可能看起来像攻击。</translation>
    </message>
    <message>
        <source>Load it</source>
        <translation>加压</translation>
    </message>
    <message>
        <source>Do not ask again for %1</source>
        <translation>对 %1 不再询问</translation>
    </message>
</context>
<context>
    <name>CsvExport</name>
    <message>
        <source>Replace files?</source>
        <translation>替换文件？</translation>
    </message>
    <message>
        <source>%1 already holds %2.</source>
        <translation>%1 中已有 %2。</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>替换</translation>
    </message>
    <message>
        <source>Export CSV: choose a folder</source>
        <translation>导出 CSV：选择文件夹</translation>
    </message>
    <message>
        <source>Export here</source>
        <translation>导出到此处</translation>
    </message>
    <message>
        <source>The CSV was not written: %1.</source>
        <translation>CSV 未写入：%1。</translation>
    </message>
    <message>
        <source>timeline.csv, signals.csv and errors.csv are in %1</source>
        <translation>timeline.csv、signals.csv 和 errors.csv 已写入 %1</translation>
    </message>
</context>
<context>
    <name>DetailDialog</name>
    <message>
        <source>%1: what was looked at</source>
        <translation>%1：看过什么</translation>
    </message>
    <message>
        <source>Each row is one view of the load: its newest part, at one coarseness, by the means or the floors of the readings. Two views that exclude a warm-up are needed for a leak.</source>
        <translation>每一行是负载的一个视图：最近的一段，一种粗细，取读数的均值或谷值。判为泄漏需要两个能排除预热的视图。</translation>
    </message>
</context>
<context>
    <name>DetailTable</name>
    <message>
        <source>not more than noise</source>
        <translation>不超过噪声</translation>
    </message>
    <message>
        <source>too small to matter</source>
        <translation>太小，无关紧要</translation>
    </message>
    <message>
        <source>gave back on the way</source>
        <translation>途中有归还</translation>
    </message>
    <message>
        <source>one jump that stayed</source>
        <translation>一次性跳升后保持</translation>
    </message>
    <message>
        <source>bends like a warm-up</source>
        <translation>像预热一样弯曲</translation>
    </message>
    <message>
        <source>could be the load&apos;s own growth</source>
        <translation>可能是负载自身的增长</translation>
    </message>
    <message>
        <source>has just levelled off</source>
        <translation>刚刚走平</translation>
    </message>
    <message>
        <source>grows, and is no warm-up</source>
        <translation>在增长，且不是预热</translation>
    </message>
    <message>
        <source>grows; a warm-up is not excluded</source>
        <translation>在增长；不能排除预热</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>窗口</translation>
    </message>
    <message>
        <source>Scale</source>
        <translation>粗细</translation>
    </message>
    <message>
        <source>Reads</source>
        <translation>读法</translation>
    </message>
    <message>
        <source>Slope (95 %)</source>
        <translation>斜率（95 %）</translation>
    </message>
    <message>
        <source>t</source>
        <translation>t</translation>
    </message>
    <message>
        <source>Rise</source>
        <translation>上升</translation>
    </message>
    <message>
        <source>Fell by</source>
        <translation>回落</translation>
    </message>
    <message>
        <source>Bend (limit)</source>
        <translation>弯曲（上限）</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>newest %1 %</source>
        <translation>最近 %1 %</translation>
    </message>
    <message>
        <source>floors</source>
        <translation>谷值</translation>
    </message>
    <message>
        <source>means</source>
        <translation>均值</translation>
    </message>
    <message>
        <source>%1 (%2 to %3)</source>
        <translation>%1（%2 至 %3）</translation>
    </message>
</context>
<context>
    <name>Evidence</name>
    <message>
        <source>the target restarted; its series begin anew</source>
        <translation>目标已重启；其序列重新开始</translation>
    </message>
    <message>
        <source>a reading failed: %1</source>
        <translation>一次读数失败：%1</translation>
    </message>
    <message>
        <source>rate set to %1 per second</source>
        <translation>速率设为每秒 %1</translation>
    </message>
    <message>
        <source>the rate stays as it is: the search sets it</source>
        <translation>速率不变：由搜索设定</translation>
    </message>
    <message>
        <source>the rate stays as it is: only a load with a constant rate has one to change</source>
        <translation>速率不变：只有恒定速率的负载才能更改</translation>
    </message>
    <message>
        <source>this client is not the limit any more</source>
        <translation>本客户端不再是瓶颈</translation>
    </message>
    <message>
        <source>profiles taken as %1: %2</source>
        <translation>已取得剖析 %1：%2</translation>
    </message>
    <message>
        <source>profiles of %1: %2</source>
        <translation>剖析 %1：%2</translation>
    </message>
    <message>
        <source>%1 of %2 readings under load; too few to judge.</source>
        <translation>负载下只有 %1 次读数，需要 %2 次，还太少，无法判断。</translation>
    </message>
    <message>
        <source>No growth.</source>
        <translation>没有增长。</translation>
    </message>
    <message>
        <source>No growth. A leak above %1 would have shown.</source>
        <translation>没有增长。高于%1的泄漏本会显现。</translation>
    </message>
    <message>
        <source>Growing by %1 for %2.</source>
        <translation>在 %2 中以%1的速度增长。</translation>
    </message>
    <message>
        <source>Growing by %1 for %2. Not yet told from a warm-up.</source>
        <translation>在 %2 中以%1的速度增长。尚不能与预热区分。</translation>
    </message>
    <message>
        <source>Grew until %1, then stopped.</source>
        <translation>增长到 %1 为止，此后停止。</translation>
    </message>
    <message>
        <source>It moved with the load and was back at its level after the drain.</source>
        <translation>它随负载变动，排空后回到了原来的水平。</translation>
    </message>
    <message>
        <source>Grew by %1 with the load and gave it back in the drain.</source>
        <translation>随负载增长了 %1，排空时已归还。</translation>
    </message>
    <message>
        <source>The load kept changing, so that growth with requests cannot be told from growth with the rate. Repeat it at a constant rate.</source>
        <translation>负载一直在变，无法区分随请求的增长和随速率的增长。请以恒定速率重做。</translation>
    </message>
    <message>
        <source>Still growing by %1, but without a drain it cannot be told what would have been given back.</source>
        <translation>仍以%1的速度增长，但没有排空阶段，无法知道有多少会被归还。</translation>
    </message>
    <message>
        <source>Still growing by %1, but there are only %2 readings under load.</source>
        <translation>仍以%1的速度增长，但负载下只有 %2 次读数。</translation>
    </message>
    <message>
        <source>Still growing by %1, but %2.</source>
        <translation>仍以%1的速度增长，但%2。</translation>
    </message>
    <message>
        <source>It may be growing, by %1: too little of it was seen.</source>
        <translation>可能在以%1的速度增长：所见尚少，不能断定。</translation>
    </message>
    <message>
        <source>Still growing by %1, but a slow warm-up is not excluded.</source>
        <translation>仍以%1的速度增长，但不能排除缓慢的预热。</translation>
    </message>
    <message>
        <source>Run %1 times longer to decide.</source>
        <translation>运行时间延长到 %1 倍即可判定。</translation>
    </message>
    <message>
        <source>Leak: %1. %2 of %3 stretches ended higher than all before, %4, and a cache that fills would need more than %5 times this run to look so straight.</source>
        <translation>泄漏：%1。%3 段中有 %2 段结束时高于此前所有各段，%4；若是缓存在填充，要超过本次运行的 %5 倍时间才会显得如此笔直。</translation>
    </message>
    <message>
        <source>The target does not show this signal.</source>
        <translation>目标没有提供此信号。</translation>
    </message>
    <message>
        <source>The target does not show %1.</source>
        <translation>目标没有提供“%1”。</translation>
    </message>
    <message>
        <source>There are no requests in the file: growth is told per second.</source>
        <translation>文件中没有请求数：增长按每秒计。</translation>
    </message>
    <message>
        <source>%1 %2 were left with no request in flight, %3 above the level before the load.</source>
        <translation>没有在途请求时仍留有 %1 个%2，比负载前的水平高 %3。</translation>
    </message>
    <message>
        <source>The limit of %1 is reached.</source>
        <translation>已达到上限 %1。</translation>
    </message>
    <message>
        <source>At this rate the limit of %1 is reached in %2 (%3 to %4).</source>
        <translation>照此速度，%2后达到上限 %1（%3 至 %4）。</translation>
    </message>
    <message>
        <source>RSS grew by %1, heap in use by %2: %3 are kept by the allocator, not by the program.</source>
        <translation>RSS 增长了 %1，使用中的堆增长了 %2：%3 由分配器保留，而不是程序。</translation>
    </message>
    <message>
        <source>RSS grew by %1, heap in use by %2: it follows the heap, which is judged itself.</source>
        <translation>RSS 增长了 %1，使用中的堆增长了 %2：它跟随堆，而堆本身另有判定。</translation>
    </message>
    <message>
        <source>RSS grew by no more than %1; heap in use is judged itself.</source>
        <translation>RSS 的增长不超过 %1；使用中的堆另有判定。</translation>
    </message>
    <message>
        <source>Too few readings yet to set RSS against heap in use.</source>
        <translation>读数还太少，无法将 RSS 与使用中的堆对照。</translation>
    </message>
    <message>
        <source>Leak: %1, from drain to drain. After each drain it stood higher: %2.</source>
        <translation>泄漏：%1，一次排空比一次高。各次排空之后为：%2。</translation>
    </message>
    <message>
        <source>It grew with each load and gave it back. After the drains it stood at %1.</source>
        <translation>它随每次负载增长，随后又归还。各次排空之后为：%1。</translation>
    </message>
    <message>
        <source>After the drains it stood at %1.</source>
        <translation>各次排空之后为：%1。</translation>
    </message>
    <message>
        <source>Requests and time went in step, so that this may as well be %1 of load.</source>
        <translation>请求数与时间同步增长，因此这也可能是负载期间%1。</translation>
    </message>
    <message>
        <source>%1: %2.</source>
        <translation>%1：%2。</translation>
    </message>
    <message>
        <source>%1 come whatever is sent.</source>
        <translation>无论发送什么请求，都有 %1。</translation>
    </message>
    <message>
        <source>Not decided for %1: %2.</source>
        <translation>%1 尚不能确定：%2。</translation>
    </message>
    <message>
        <source>The other request: none.</source>
        <translation>另一个请求：无。</translation>
    </message>
    <message>
        <source>The other %1 requests: none.</source>
        <translation>其余 %1 个请求：无。</translation>
    </message>
    <message>
        <source>No single request is to blame beyond doubt: run longer.</source>
        <translation>尚不能确定是哪一个请求：请延长运行。</translation>
    </message>
    <message>
        <source>Which request it grows with cannot be told: too few readings, or the requests were not sent as often as they were meant to be.</source>
        <translation>无法判断它随哪个请求增长：读数太少，或请求未按计划的频率发送。</translation>
    </message>
    <message>
        <source>no signal leaks: there is no request to name</source>
        <translation>没有信号泄漏：没有需要指出的请求</translation>
    </message>
    <message>
        <source>no leak is certain yet, so that no request is named: run longer</source>
        <translation>尚无确定的泄漏，因此没有指出请求：请运行更久</translation>
    </message>
    <message>
        <source>%1: growing since %2 s, withdrawn at %3 s</source>
        <translation>%1：自 %2 秒起增长，在 %3 秒撤回</translation>
    </message>
    <message>
        <source>a verdict is undecided: the load goes on, %1 times the planned length</source>
        <translation>有一项判定未决：负载继续，为计划时长的 %1 倍</translation>
    </message>
    <message>
        <source>all of it was still there after the drain</source>
        <translation>排空后全部仍在</translation>
    </message>
    <message>
        <source>%1 of it was still there after the drain</source>
        <translation>排空后其中 %1 仍在</translation>
    </message>
    <message>
        <source>%1 per %2</source>
        <translation>每%2 %1 </translation>
    </message>
    <message>
        <source>%1 %2 per %3</source>
        <translation>每%3 %1 个%2</translation>
    </message>
    <message>
        <source>%1 (%2 to %3)</source>
        <translation>%1（%2 至 %3）</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation>%1 个%2</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 秒</translation>
    </message>
    <message>
        <source>Pool in use</source>
        <translation>池使用中</translation>
    </message>
    <message>
        <source>Tasks</source>
        <translation>任务</translation>
    </message>
    <message>
        <source>Sockets in CLOSE_WAIT</source>
        <translation>处于 CLOSE_WAIT 的套接字</translation>
    </message>
    <message>
        <source>Requests in flight, by the target&apos;s count</source>
        <translation>目标自己统计的在途请求</translation>
    </message>
    <message>
        <source>socket</source>
        <translation>套接字</translation>
    </message>
    <message>
        <source>sockets</source>
        <translation>套接字</translation>
    </message>
    <message>
        <source>open request</source>
        <translation>未完请求</translation>
    </message>
    <message>
        <source>open requests</source>
        <translation>未完请求</translation>
    </message>
    <message>
        <source>Heap live after collection</source>
        <translation>回收后的存活堆</translation>
    </message>
    <message>
        <source>Heap in use</source>
        <translation>堆使用中</translation>
    </message>
    <message>
        <source>Heap allocated</source>
        <translation>堆已分配</translation>
    </message>
    <message>
        <source>Resident memory</source>
        <translation>常驻内存</translation>
    </message>
    <message>
        <source>File descriptors</source>
        <translation>文件描述符</translation>
    </message>
    <message>
        <source>Threads</source>
        <translation>线程</translation>
    </message>
    <message>
        <source>Open connections</source>
        <translation>打开的连接</translation>
    </message>
    <message>
        <source>Database connections in use</source>
        <translation>数据库连接使用中</translation>
    </message>
    <message>
        <source>Buffers in use</source>
        <translation>缓冲区使用中</translation>
    </message>
    <message>
        <source>item</source>
        <translation>条目</translation>
    </message>
    <message>
        <source>items</source>
        <translation>条目</translation>
    </message>
    <message>
        <source>pool object</source>
        <translation>池对象</translation>
    </message>
    <message>
        <source>pool objects</source>
        <translation>池对象</translation>
    </message>
    <message>
        <source>task</source>
        <translation>任务</translation>
    </message>
    <message>
        <source>tasks</source>
        <translation>任务</translation>
    </message>
    <message>
        <source>descriptor</source>
        <translation>描述符</translation>
    </message>
    <message>
        <source>descriptors</source>
        <translation>描述符</translation>
    </message>
    <message>
        <source>thread</source>
        <translation>线程</translation>
    </message>
    <message>
        <source>threads</source>
        <translation>线程</translation>
    </message>
    <message>
        <source>connection</source>
        <translation>连接</translation>
    </message>
    <message>
        <source>connections</source>
        <translation>连接</translation>
    </message>
    <message>
        <source>database connection</source>
        <translation>数据库连接</translation>
    </message>
    <message>
        <source>database connections</source>
        <translation>数据库连接</translation>
    </message>
    <message>
        <source>buffer</source>
        <translation>缓冲区</translation>
    </message>
    <message>
        <source>buffers</source>
        <translation>缓冲区</translation>
    </message>
    <message>
        <source>request</source>
        <translation>请求</translation>
    </message>
    <message>
        <source>requests</source>
        <translation>请求</translation>
    </message>
    <message>
        <source>failed request</source>
        <translation>失败请求</translation>
    </message>
    <message>
        <source>failed requests</source>
        <translation>失败请求</translation>
    </message>
    <message>
        <source>aborted request</source>
        <translation>中止的请求</translation>
    </message>
    <message>
        <source>aborted requests</source>
        <translation>中止的请求</translation>
    </message>
    <message>
        <source>second</source>
        <translation>秒</translation>
    </message>
    <message>
        <source>seconds</source>
        <translation>秒</translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation>%1 分 %2 秒</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 小时 %2 分</translation>
    </message>
    <message>
        <source>%1 days</source>
        <translation>%1 天</translation>
    </message>
    <message>
        <source>the load of %1 is short: by the noise of the baseline a leak of %3 would show in %2 after %4 at this rate</source>
        <translation>%1的负载偏短：按基线的噪声和当前速率，%2 要在 %4后才能显现%3的泄漏</translation>
    </message>
    <message>
        <source>by the noise of the baseline, a leak of %2 would show in %1 after %3 at this rate</source>
        <translation>按基线的噪声和当前速率，%1 在 %3后能显现%2的泄漏</translation>
    </message>
    <message>
        <source>what was left was still being given back when the drain ended</source>
        <translation>排空结束时，留下的部分仍在归还</translation>
    </message>
    <message>
        <source>the target has not collected its garbage since the load</source>
        <translation>负载结束后，目标还没有回收过垃圾</translation>
    </message>
    <message>
        <source>the target did not collect its garbage in the second half of the load</source>
        <translation>在负载的后半段，目标没有回收过垃圾</translation>
    </message>
    <message>
        <source>the target collected its garbage only once or twice in the second half of the load</source>
        <translation>在负载的后半段，目标只回收过一两次垃圾</translation>
    </message>
    <message>
        <source>resident memory holds garbage too, which the runtime has not collected: load it in two cycles, or let the target show its heap</source>
        <translation>常驻内存里也有运行时尚未回收的垃圾：请用两个周期加载，或让目标显示它的堆</translation>
    </message>
    <message>
        <source>%1 still falls %2 after the load; no more is waited for</source>
        <translation>负载结束 %2 后，%1 仍在下降；不再等待</translation>
    </message>
    <message>
        <source>the bundled server&apos;s stats at %1</source>
        <translation>自带服务器的统计：%1</translation>
    </message>
    <message>
        <source>Prometheus text at %1: %2</source>
        <translation>Prometheus 文本，位于 %1：%2</translation>
    </message>
    <message>
        <source>expvar at %1</source>
        <translation>expvar，位于 %1</translation>
    </message>
    <message>
        <source>pprof at %1</source>
        <translation>pprof，位于 %1</translation>
    </message>
    <message>
        <source>/proc of %1</source>
        <translation>%1 的 /proc</translation>
    </message>
    <message>
        <source>/proc of %1, which listens on port %2</source>
        <translation>%1 的 /proc，它监听端口 %2</translation>
    </message>
    <message>
        <source>/proc of %1 and %3 more, which listen on port %2</source>
        <translation>%1 和另外 %3 个进程的 /proc，它们监听端口 %2</translation>
    </message>
    <message>
        <source>not seen yet: %1</source>
        <translation>尚未见到：%1</translation>
    </message>
    <message>
        <source>%1 readings, %2 ms and %3 each</source>
        <translation>读数 %1 次，每次 %2 毫秒、%3</translation>
    </message>
    <message>
        <source>%1 readings, %2 ms and %3 each, %4 failed</source>
        <translation>读数 %1 次，每次 %2 毫秒、%3，失败 %4 次</translation>
    </message>
    <message>
        <source>garbage collected before %1 of them, %2 ms each</source>
        <translation>其中 %1 次读数之前回收了垃圾，每次 %2 毫秒</translation>
    </message>
    <message>
        <source>passed over %1: %2</source>
        <translation>跳过 %1：%2</translation>
    </message>
    <message>
        <source>answered %1</source>
        <translation>回应 %1</translation>
    </message>
    <message>
        <source>answered %1; a header of the probe may open it</source>
        <translation>回应 %1（探针加一个请求头或许能打开）</translation>
    </message>
    <message>
        <source>a web page, no metrics</source>
        <translation>是网页，不是指标</translation>
    </message>
    <message>
        <source>nothing readable: %1</source>
        <translation>没有可读的内容：%1</translation>
    </message>
    <message>
        <source>no probe, as asked</source>
        <translation>按要求不使用探针</translation>
    </message>
    <message>
        <source>profiles: %1</source>
        <translation>剖析：%1</translation>
    </message>
    <message>
        <source>no profiles: %1</source>
        <translation>没有剖析：%1</translation>
    </message>
    <message>
        <source>The profiles show no more %1 than before.</source>
        <translation>剖析显示%1没有比之前更多。</translation>
    </message>
    <message>
        <source>The heap profile samples one allocation in %1; its growth of %2 is too small to name a stack.</source>
        <translation>堆剖析每 %1 采样一次分配；增长 %2 太小，无法指出调用栈。</translation>
    </message>
    <message>
        <source>%1 of %2 new %3 was allocated in %4.</source>
        <translation>新增的 %2 %3中，有 %1 是在 %4 中分配的。</translation>
    </message>
    <message>
        <source>%1 of %2 new %3 were allocated in %4.</source>
        <translation>新增的 %2 个%3中，有 %1 个是在 %4 中分配的。</translation>
    </message>
    <message>
        <source>%1 of %2 new %3 wait in %4.</source>
        <translation>新增的 %2 个%3中，有 %1 个在 %4 中等待。</translation>
    </message>
    <message>
        <source>%1 of %2 new %3 are in %4.</source>
        <translation>新增的 %2 个%3中，有 %1 个在 %4 中。</translation>
    </message>
    <message>
        <source>an unknown place</source>
        <translation>未知的位置</translation>
    </message>
    <message>
        <source>The profiles account for %1 of the %2 measured.</source>
        <translation>测得 %2，剖析能说明其中 %1。</translation>
    </message>
    <message>
        <source>heap</source>
        <translation>堆</translation>
    </message>
    <message>
        <source>objects</source>
        <translation>对象</translation>
    </message>
    <message>
        <source>goroutines</source>
        <translation>goroutine</translation>
    </message>
</context>
<context>
    <name>ExtendBar</name>
    <message>
        <source>Extend</source>
        <translation>延长</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>这次不</translation>
    </message>
    <message>
        <source>Always</source>
        <translation>总是</translation>
    </message>
    <message>
        <source>Extend undecided runs without asking. The Run menu takes it back.</source>
        <translation>以后未决的运行不再询问，直接延长。可在“运行”菜单中收回。</translation>
    </message>
    <message>
        <source>A verdict is undecided. Load for another %1 to decide? Without an answer the run ends in %2.</source>
        <translation>有一项判定未决。再加压 %1 以作判定？若无回答，运行将在 %2后结束。</translation>
    </message>
</context>
<context>
    <name>FaultModel</name>
    <message>
        <source>No fault</source>
        <translation>无故障</translation>
    </message>
    <message>
        <source>The target gives everything back.</source>
        <translation>目标归还一切。</translation>
    </message>
</context>
<context>
    <name>FlameView</name>
    <message>
        <source>Flame graph of the growth</source>
        <translation>增长的火焰图</translation>
    </message>
    <message>
        <source>All of the growth</source>
        <translation>全部增长</translation>
    </message>
    <message>
        <source>%1, %2 of the growth</source>
        <translation>%1，占增长的 %2</translation>
    </message>
    <message>
        <source>%1 in the function itself</source>
        <translation>函数自身 %1</translation>
    </message>
    <message>
        <source>All of the growth: %1</source>
        <translation>全部增长：%1</translation>
    </message>
    <message>
        <source>Nothing grew between these two.</source>
        <translation>这两个标记之间没有增长。</translation>
    </message>
</context>
<context>
    <name>FormRequests</name>
    <message>
        <source>&quot;%1&quot; is no method: write GET, POST or another word</source>
        <translation>“%1”不是请求方法：请写 GET、POST 或其他单词</translation>
    </message>
    <message>
        <source>The address is missing: write a path such as /echo, or a URL</source>
        <translation>缺少地址：请写路径（如 /echo）或 URL</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Leaktide</source>
        <translation>Leaktide</translation>
    </message>
    <message>
        <source>Start the &amp;bundled target</source>
        <translation>启动自带目标(&amp;B)</translation>
    </message>
    <message>
        <source>Restart the &amp;bundled target</source>
        <translation>重新启动自带目标(&amp;B)</translation>
    </message>
    <message>
        <source>Running – Leaktide</source>
        <translation>运行中 – Leaktide</translation>
    </message>
    <message>
        <source>%1 – Leaktide</source>
        <translation>%1 – Leaktide</translation>
    </message>
    <message>
        <source>&amp;Run</source>
        <translation>运行(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Start</source>
        <translation>开始(&amp;S)</translation>
    </message>
    <message>
        <source>S&amp;top</source>
        <translation>停止(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Export CSV…</source>
        <translation>导出 CSV(&amp;E)…</translation>
    </message>
    <message>
        <source>Write timeline, signals and errors as CSV (Ctrl+E)</source>
        <translation>把时间线、信号和错误写成 CSV (Ctrl+E)</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>退出(&amp;Q)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>视图(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Charts</source>
        <translation>图表(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Whole run</source>
        <translation>整个过程(&amp;W)</translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation>主题(&amp;T)</translation>
    </message>
    <message>
        <source>As the &amp;system</source>
        <translation>跟随系统(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>浅色(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>深色(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>帮助(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Keys</source>
        <translation>按键(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;About Leaktide</source>
        <translation>关于 Leaktide(&amp;A)</translation>
    </message>
    <message>
        <source>Return</source>
        <translation>回车</translation>
    </message>
    <message>
        <source>start the run</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>stop it at once</source>
        <translation>立即停止</translation>
    </message>
    <message>
        <source>Ctrl+E</source>
        <translation>Ctrl+E</translation>
    </message>
    <message>
        <source>export CSV</source>
        <translation>导出 CSV</translation>
    </message>
    <message>
        <source>Wheel, + and -</source>
        <translation>滚轮、+ 和 -</translation>
    </message>
    <message>
        <source>zoom all charts</source>
        <translation>缩放所有图表</translation>
    </message>
    <message>
        <source>Drag</source>
        <translation>拖动</translation>
    </message>
    <message>
        <source>move all charts</source>
        <translation>移动所有图表</translation>
    </message>
    <message>
        <source>Left and Right</source>
        <translation>左右方向键</translation>
    </message>
    <message>
        <source>move the cursor through the charts</source>
        <translation>移动图表游标</translation>
    </message>
    <message>
        <source>Double click, Home</source>
        <translation>双击、Home</translation>
    </message>
    <message>
        <source>show the whole run</source>
        <translation>显示整个过程</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>按键</translation>
    </message>
    <message>
        <source>About Leaktide</source>
        <translation>关于 Leaktide</translation>
    </message>
    <message>
        <source>&lt;b&gt;Leaktide %1&lt;/b&gt;&lt;p&gt;Puts an HTTP server under load and shows what it does not give back.&lt;/p&gt;&lt;p&gt;GPL-3.0-or-later. Built with Qt %2, QCustomPlot and libcurl.&lt;/p&gt;</source>
        <translation>&lt;b&gt;Leaktide %1&lt;/b&gt;&lt;p&gt;给 HTTP 服务器加压，看它有什么没有归还。&lt;/p&gt;&lt;p&gt;GPL-3.0-or-later。使用 Qt %2、QCustomPlot 和 libcurl 构建。&lt;/p&gt;</translation>
    </message>
    <message>
        <source>&amp;Profiles</source>
        <translation>剖析(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Show what grew</source>
        <translation>查看增长(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Mark now</source>
        <translation>立即标记(&amp;M)</translation>
    </message>
    <message>
        <source>Take the target&apos;s profiles now and keep them with this run (Ctrl+M)</source>
        <translation>立即取目标的剖析文件并随本次运行保存（Ctrl+M）</translation>
    </message>
    <message>
        <source>&amp;Open profile files…</source>
        <translation>打开剖析文件(&amp;O)…</translation>
    </message>
    <message>
        <source>&amp;Undecided runs</source>
        <translation>未决的运行(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Ask whether to extend them</source>
        <translation>询问是否延长(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Extend them up to four times</source>
        <translation>延长，最多四倍(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Leave them undecided</source>
        <translation>保持未决(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>文件(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Open run or series…</source>
        <translation>打开运行或序列(&amp;O)…</translation>
    </message>
    <message>
        <source>Open a recorded run or series</source>
        <translation>打开运行记录或序列</translation>
    </message>
    <message>
        <source>Runs and series (*.leaktide *.csv);;All files (*)</source>
        <translation>运行和序列 (*.leaktide *.csv);;所有文件 (*)</translation>
    </message>
    <message>
        <source>Stop the run first, then open the file.</source>
        <translation>请先停止运行，再打开文件。</translation>
    </message>
    <message>
        <source>%1 – %2 – Leaktide</source>
        <translation>%1 – %2 – Leaktide</translation>
    </message>
    <message>
        <source>Ctrl+O</source>
        <translation>Ctrl+O</translation>
    </message>
    <message>
        <source>open a recorded run or series</source>
        <translation>打开运行记录或序列</translation>
    </message>
    <message>
        <source>Choose &amp;metrics…</source>
        <translation>选择指标(&amp;M)…</translation>
    </message>
    <message>
        <source>More re&amp;quests…</source>
        <translation>更多请求(&amp;Q)…</translation>
    </message>
</context>
<context>
    <name>MetricChart</name>
    <message>
        <source>growth seen</source>
        <translation>发现增长</translation>
    </message>
    <message>
        <source>limit %1</source>
        <translation>上限 %1</translation>
    </message>
</context>
<context>
    <name>MetricDialog</name>
    <message>
        <source>&amp;Use it</source>
        <translation>使用(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>移除(&amp;R)</translation>
    </message>
    <message>
        <source>Metrics of the target</source>
        <translation>目标的指标</translation>
    </message>
    <message>
        <source>Asking the target…</source>
        <translation>正在询问目标…</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>筛选</translation>
    </message>
    <message>
        <source>Filter: part of a name, a label or a meaning</source>
        <translation>筛选：名称、标签或含义的一部分</translation>
    </message>
    <message>
        <source>Series of the target</source>
        <translation>目标的序列</translation>
    </message>
    <message>
        <source>Signal</source>
        <translation>信号</translation>
    </message>
    <message>
        <source>One of the known signals, or a name of your own; names that end in _bytes are sizes.</source>
        <translation>已知信号之一，或自定义的名称；以 _bytes 结尾的名称表示大小。</translation>
    </message>
    <message>
        <source>Chosen signals</source>
        <translation>已选信号</translation>
    </message>
    <message>
        <source>&amp;Signal</source>
        <translation>信号(&amp;S)</translation>
    </message>
    <message>
        <source>%1 series at %2</source>
        <translation>%1 个序列，位于 %2</translation>
    </message>
    <message>
        <source>%1, and more than these</source>
        <translation>%1，未全部列出</translation>
    </message>
    <message>
        <source>OK</source>
        <translation>确定</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>NumberText</name>
    <message>
        <source>request</source>
        <translation>请求</translation>
    </message>
    <message>
        <source>error</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>hour</source>
        <translation>小时</translation>
    </message>
    <message>
        <source>%1/s</source>
        <translation>%1/秒</translation>
    </message>
    <message>
        <source>bytes</source>
        <translation>字节</translation>
    </message>
    <message>
        <source>%1 per %2</source>
        <translation>每%2 %1</translation>
    </message>
    <message>
        <source>%1 %2 per %3</source>
        <translation>每%3 %1 %2</translation>
    </message>
    <message>
        <source>95 % interval %1 to %2</source>
        <translation>95 % 区间 %1 至 %2</translation>
    </message>
    <message>
        <source>A leak above %1%2 per %3 would have shown.</source>
        <translation>高于每%3 %1%2 的泄漏本会显现。</translation>
    </message>
    <message>
        <source>aborted request</source>
        <translation>中止的请求</translation>
    </message>
</context>
<context>
    <name>PhaseBar</name>
    <message>
        <source>Progress of the run</source>
        <translation>运行进度</translation>
    </message>
</context>
<context>
    <name>PhaseWords</name>
    <message>
        <source>Starting</source>
        <translation>启动</translation>
    </message>
    <message>
        <source>Baseline</source>
        <translation>基线</translation>
    </message>
    <message>
        <source>Warm-up</source>
        <translation>预热</translation>
    </message>
    <message>
        <source>Load</source>
        <translation>加压</translation>
    </message>
    <message>
        <source>Drain</source>
        <translation>排空</translation>
    </message>
    <message>
        <source>Collect</source>
        <translation>回收</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>结束</translation>
    </message>
    <message>
        <source>Connecting to the target.</source>
        <translation>正在连接目标。</translation>
    </message>
    <message>
        <source>No load: what the target holds at rest.</source>
        <translation>无负载：目标静止时持有多少。</translation>
    </message>
    <message>
        <source>First load, so that caches and pools fill; not judged.</source>
        <translation>首次加压，让缓存和池填满；不作判断。</translation>
    </message>
    <message>
        <source>Requests are sent; the signals are read along the way.</source>
        <translation>发送请求，同时读取各项信号。</translation>
    </message>
    <message>
        <source>Load has stopped: what does the target give back?</source>
        <translation>负载已停止：目标归还了什么？</translation>
    </message>
    <message>
        <source>The target is asked to collect garbage, then read once more.</source>
        <translation>请目标回收垃圾，然后再读一次。</translation>
    </message>
    <message>
        <source>The run is over.</source>
        <translation>运行结束。</translation>
    </message>
    <message>
        <source>Objects taken from the server&apos;s pool and not yet returned; none should be out when no request is in flight.</source>
        <translation>从服务器的池中取出、尚未归还的对象；没有请求在途时不应有剩余。</translation>
    </message>
    <message>
        <source>Goroutines, coroutines or threads, whichever the server has; each request should end those that it began.</source>
        <translation>goroutine、协程或线程；每个请求都应结束自己启动的任务。</translation>
    </message>
    <message>
        <source>Memory that the server&apos;s allocator has handed out; caches may fill it, then it should rest.</source>
        <translation>服务器的分配器已发出的内存；缓存可以填充它，之后应保持平稳。</translation>
    </message>
    <message>
        <source>Warming up</source>
        <translation>预热中</translation>
    </message>
    <message>
        <source>Stable</source>
        <translation>稳定</translation>
    </message>
    <message>
        <source>Growing</source>
        <translation>增长中</translation>
    </message>
    <message>
        <source>Plateaued</source>
        <translation>已趋平</translation>
    </message>
    <message>
        <source>Released</source>
        <translation>已释放</translation>
    </message>
    <message>
        <source>Inconclusive</source>
        <translation>无法判定</translation>
    </message>
    <message>
        <source>Growing, undecided</source>
        <translation>增长，未定</translation>
    </message>
    <message>
        <source>Leak</source>
        <translation>泄漏</translation>
    </message>
    <message>
        <source>Not measured</source>
        <translation>未测量</translation>
    </message>
    <message>
        <source>Kept by the allocator</source>
        <translation>由分配器保留</translation>
    </message>
    <message>
        <source>Follows the heap</source>
        <translation>跟随堆</translation>
    </message>
</context>
<context>
    <name>PlanForm</name>
    <message>
        <source>Target URL</source>
        <translation>目标 URL</translation>
    </message>
    <message>
        <source>The address that is put under load. Leave it empty for the bundled target.</source>
        <translation>被加压的地址。留空则使用自带目标。</translation>
    </message>
    <message>
        <source>Paste a URL, or leave empty for the bundled target</source>
        <translation>粘贴 URL，留空则使用自带目标</translation>
    </message>
    <message>
        <source>Connections</source>
        <translation>连接数</translation>
    </message>
    <message>
        <source>Connections that stay open, each with one request at a time.</source>
        <translation>保持打开的连接，每个一次处理一个请求。</translation>
    </message>
    <message>
        <source>Duration of the load</source>
        <translation>加压时长</translation>
    </message>
    <message>
        <source>How long requests are sent: 20s, 5m, 1h30m. Baseline and drain come on top.</source>
        <translation>发送请求的时长：20s、5m、1h30m。基线和排空另计。</translation>
    </message>
    <message>
        <source>Fault of the bundled target</source>
        <translation>自带目标的故障</translation>
    </message>
    <message>
        <source>One request in so many has the fault</source>
        <translation>每多少个请求触发一次故障</translation>
    </message>
    <message>
        <source>The fault strikes one request in so many.</source>
        <translation>每多少个请求触发一次故障。</translation>
    </message>
    <message>
        <source>1 in </source>
        <translation>每 </translation>
    </message>
    <message>
        <source>&amp;Target</source>
        <translation>目标(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Connections</source>
        <translation>连接数(&amp;C)</translation>
    </message>
    <message>
        <source>R&amp;ate per second</source>
        <translation>每秒请求(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Duration</source>
        <translation>时长(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Fault</source>
        <translation>故障(&amp;F)</translation>
    </message>
    <message>
        <source>How &amp;often</source>
        <translation>频率(&amp;O)</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>Connecting…</source>
        <translation>连接中…</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>停止中…</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Start the run</source>
        <translation>开始运行</translation>
    </message>
    <message>
        <source>Stop the run</source>
        <translation>停止运行</translation>
    </message>
    <message>
        <source>Start the run (Return)</source>
        <translation>开始运行（回车）</translation>
    </message>
    <message>
        <source>Stop the run at once (Esc)</source>
        <translation>立即停止运行 (Esc)</translation>
    </message>
    <message>
        <source>Only the bundled target has faults to switch.</source>
        <translation>只有自带目标有可切换的故障。</translation>
    </message>
    <message>
        <source>A leak injected on purpose; can be switched while the run goes.</source>
        <translation>故意注入的泄漏；运行中可切换。</translation>
    </message>
    <message>
        <source>&amp;Target, and one more request</source>
        <translation>目标(&amp;T)，另有 1 个请求</translation>
    </message>
    <message>
        <source>&amp;Target, and %1 more requests</source>
        <translation>目标(&amp;T)，另有 %1 个请求</translation>
    </message>
</context>
<context>
    <name>ProfileBook</name>
    <message>
        <source>%1 (%2 s)</source>
        <translation>%1（%2 秒）</translation>
    </message>
    <message>
        <source>Heap</source>
        <translation>堆</translation>
    </message>
    <message>
        <source>Goroutines</source>
        <translation>goroutine</translation>
    </message>
    <message>
        <source>Tasks</source>
        <translation>任务</translation>
    </message>
    <message>
        <source>Leaked goroutines</source>
        <translation>泄漏的 goroutine</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Baseline</source>
        <translation>基线</translation>
    </message>
    <message>
        <source>After cycle %1</source>
        <translation>第 %1 轮之后</translation>
    </message>
    <message>
        <source>By hand %1</source>
        <translation>手动 %1</translation>
    </message>
    <message>
        <source>%1 began to grow</source>
        <translation>%1 开始增长</translation>
    </message>
    <message>
        <source>Bytes in use</source>
        <translation>占用字节</translation>
    </message>
    <message>
        <source>Objects in use</source>
        <translation>占用对象</translation>
    </message>
    <message>
        <source>Bytes ever allocated</source>
        <translation>累计分配字节</translation>
    </message>
    <message>
        <source>Objects ever allocated</source>
        <translation>累计分配对象</translation>
    </message>
</context>
<context>
    <name>ProfilePage</name>
    <message>
        <source>Kind of profile</source>
        <translation>剖析种类</translation>
    </message>
    <message>
        <source>Compared from</source>
        <translation>比较起点</translation>
    </message>
    <message>
        <source>Compared to</source>
        <translation>比较终点</translation>
    </message>
    <message>
        <source>What is counted</source>
        <translation>计数内容</translation>
    </message>
    <message>
        <source>&amp;Mark now</source>
        <translation>立即标记(&amp;M)</translation>
    </message>
    <message>
        <source>Find a function or file</source>
        <translation>查找函数或文件</translation>
    </message>
    <message>
        <source>Functions by growth</source>
        <translation>按增长排列的函数</translation>
    </message>
    <message>
        <source>&amp;Profile</source>
        <translation>剖析(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;from</source>
        <translation>从(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;to</source>
        <translation>到(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;counting</source>
        <translation>计数(&amp;C)</translation>
    </message>
    <message>
        <source>Take the target&apos;s profiles now and keep them with this run</source>
        <translation>立即取目标的剖析文件并随本次运行保存</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>无</translation>
    </message>
    <message>
        <source>No profiles yet: a run takes them at the end of its baseline and after each drain, where the target has any.</source>
        <translation>还没有剖析文件：若目标提供，运行会在基线结束时和每次排空之后取一次。</translation>
    </message>
    <message>
        <source>A negative number: less is held there than before. %1 of that is not drawn.</source>
        <translation>负数：那里持有的比之前少。其中 %1 未画出。</translation>
    </message>
    <message>
        <source>matches %1 % of the growth</source>
        <translation>匹配增长的 %1 %</translation>
    </message>
</context>
<context>
    <name>ProfileTableModel</name>
    <message>
        <source>%1 (inlined)</source>
        <translation>%1（内联）</translation>
    </message>
    <message>
        <source>In the function itself</source>
        <translation>函数自身</translation>
    </message>
    <message>
        <source>In the function and all it calls</source>
        <translation>函数及其所有调用</translation>
    </message>
    <message>
        <source>Function</source>
        <translation>函数</translation>
    </message>
    <message>
        <source>Flat</source>
        <translation>自身</translation>
    </message>
    <message>
        <source>Cumulative</source>
        <translation>累计</translation>
    </message>
</context>
<context>
    <name>ProfileWindow</name>
    <message>
        <source>What grew – Leaktide</source>
        <translation>增长之处 – Leaktide</translation>
    </message>
    <message>
        <source>Open one profile, or two to compare</source>
        <translation>打开一个剖析文件，或两个进行比较</translation>
    </message>
    <message>
        <source>Profiles of pprof (*.pb.gz *.pb *.prof *.pprof);;All files (*)</source>
        <translation>pprof 剖析文件 (*.pb.gz *.pb *.prof *.pprof);;所有文件 (*)</translation>
    </message>
    <message>
        <source>Open profile</source>
        <translation>打开剖析文件</translation>
    </message>
    <message>
        <source>One file or two, please.</source>
        <translation>请选择一个或两个文件。</translation>
    </message>
</context>
<context>
    <name>RateField</name>
    <message>
        <source>Rate in requests per second</source>
        <translation>每秒请求数</translation>
    </message>
    <message>
        <source>as fast as they go</source>
        <translation>尽可能快</translation>
    </message>
    <message>
        <source>Requests per second: 2000, 1.75, 10k, 300/1m; Return changes it while the run goes. Empty: each connection sends its next request as soon as the last one ended.</source>
        <translation>每秒请求数：2000、1.75、10k、300/1m；运行中按回车可更改。留空：每个连接在上一个请求结束后立即发送下一个。</translation>
    </message>
    <message>
        <source>Faster or slower</source>
        <translation>更快或更慢</translation>
    </message>
    <message>
        <source>Faster or slower, also while the run goes.</source>
        <translation>更快或更慢，运行中也可调整。</translation>
    </message>
</context>
<context>
    <name>RequestsDialog</name>
    <message>
        <source>&amp;Add</source>
        <translation>添加(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>移除(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Tell which request leaks</source>
        <translation>指出哪个请求泄漏(&amp;T)</translation>
    </message>
    <message>
        <source>OK</source>
        <translation>确定</translation>
    </message>
    <message>
        <source>Requests of the run</source>
        <translation>本次运行的请求</translation>
    </message>
    <message>
        <source>As in the form of the window.</source>
        <translation>与窗口表单中的相同。</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>请求</translation>
    </message>
    <message>
        <source>Share</source>
        <translation>份额</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>方法</translation>
    </message>
    <message>
        <source>Path or URL</source>
        <translation>路径或 URL</translation>
    </message>
    <message>
        <source>Body</source>
        <translation>请求体</translation>
    </message>
    <message>
        <source>Sends each of them now more, now less often, and sees which the growth goes with.
Needs a rate per second, and a load of 16 s or more.</source>
        <translation>让每个请求时多时少地发送，看增长随哪一个而变。
需要给定每秒速率，且负载持续 16 秒或更久。</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Row %1: the share must be a whole number from 1 to %2</source>
        <translation>第 %1 行：份额须为 1 到 %2 的整数</translation>
    </message>
    <message>
        <source>Row %1: %2</source>
        <translation>第 %1 行：%2</translation>
    </message>
</context>
<context>
    <name>RunForm</name>
    <message>
        <source>Rate: %1</source>
        <translation>速率：%1</translation>
    </message>
    <message>
        <source>Rate: must be above 0</source>
        <translation>速率：必须大于 0</translation>
    </message>
    <message>
        <source>Target: %1</source>
        <translation>目标：%1</translation>
    </message>
    <message>
        <source>Duration: %1</source>
        <translation>时长：%1</translation>
    </message>
    <message>
        <source>Rate: it takes one to tell which request leaks, such as 200</source>
        <translation>速率：要指出哪个请求泄漏，需要给定速率，例如 200</translation>
    </message>
    <message>
        <source>Duration: to tell which request leaks takes a load of 16 s or more</source>
        <translation>时长：要指出哪个请求泄漏，负载须持续 16 秒或更久</translation>
    </message>
</context>
<context>
    <name>RunPage</name>
    <message>
        <source>Ready</source>
        <translation>就绪</translation>
    </message>
    <message>
        <source>Press Start: baseline, load, drain, then a verdict for every signal.</source>
        <translation>按“开始”：基线、加压、排空，然后为每项信号给出判定。</translation>
    </message>
</context>
<context>
    <name>RunProgress</name>
    <message>
        <source>%1 · cycle %2 of %3</source>
        <translation>%1 · 第 %2 轮，共 %3 轮</translation>
    </message>
    <message>
        <source>Finished</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>%1. %2</source>
        <translation>%1。%2</translation>
    </message>
    <message>
        <source>%1 in all</source>
        <translation>共 %1</translation>
    </message>
    <message>
        <source>nearly done</source>
        <translation>即将完成</translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>剩余 %1</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 秒</translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation>%1 分 %2 秒</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 小时 %2 分</translation>
    </message>
    <message>
        <source>The run went to its planned end.</source>
        <translation>运行按计划结束。</translation>
    </message>
    <message>
        <source>You stopped the run; what was measured is kept.</source>
        <translation>您停止了运行；已测数据保留。</translation>
    </message>
    <message>
        <source>Nothing answered at the target.</source>
        <translation>目标无应答。</translation>
    </message>
    <message>
        <source>The target answered, then died.</source>
        <translation>目标曾应答，随后失联。</translation>
    </message>
    <message>
        <source>The run ended early: %1.</source>
        <translation>运行提前结束：%1。</translation>
    </message>
    <message>
        <source>%1 · cycle %2 of %3, extended</source>
        <translation>%1 · 第 %2 轮，共 %3 轮，已延长</translation>
    </message>
</context>
<context>
    <name>SeriesModel</name>
    <message>
        <source>Series</source>
        <translation>序列</translation>
    </message>
    <message>
        <source>Value now</source>
        <translation>当前值</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Meaning</source>
        <translation>含义</translation>
    </message>
</context>
<context>
    <name>Signals</name>
    <message>
        <source>Pool in use</source>
        <translation>池使用中</translation>
    </message>
    <message>
        <source>Tasks</source>
        <translation>任务</translation>
    </message>
    <message>
        <source>Heap in use</source>
        <translation>堆使用中</translation>
    </message>
    <message>
        <source>Heap allocated</source>
        <translation>堆已分配</translation>
    </message>
    <message>
        <source>Resident memory</source>
        <translation>常驻内存</translation>
    </message>
    <message>
        <source>File descriptors</source>
        <translation>文件描述符</translation>
    </message>
    <message>
        <source>Threads</source>
        <translation>线程</translation>
    </message>
    <message>
        <source>Open connections</source>
        <translation>打开的连接</translation>
    </message>
    <message>
        <source>Database connections in use</source>
        <translation>数据库连接使用中</translation>
    </message>
    <message>
        <source>Buffers in use</source>
        <translation>缓冲区使用中</translation>
    </message>
</context>
<context>
    <name>StatusFigures</name>
    <message>
        <source>%1 open</source>
        <translation>打开 %1</translation>
    </message>
    <message>
        <source>, %1 idle</source>
        <translation>，空闲 %1</translation>
    </message>
    <message>
        <source>, %1/s new</source>
        <translation>，每秒新建 %1</translation>
    </message>
    <message>
        <source>%1 (%2 %)</source>
        <translation>%1（%2 %）</translation>
    </message>
    <message>
        <source>%1 × %2</source>
        <translation>%1 × %2</translation>
    </message>
    <message>
        <source>%1 × status %2</source>
        <translation>%1 × 状态 %2</translation>
    </message>
    <message>
        <source>No errors</source>
        <translation>无错误</translation>
    </message>
    <message>
        <source>; </source>
        <translation>；</translation>
    </message>
</context>
<context>
    <name>StatusStrip</name>
    <message>
        <source>Connections</source>
        <translation>连接</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>Rate</source>
        <translation>速率</translation>
    </message>
    <message>
        <source>Response p50</source>
        <translation>响应 p50</translation>
    </message>
    <message>
        <source>p99</source>
        <translation>p99</translation>
    </message>
    <message>
        <source>Errors</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>In flight</source>
        <translation>在途</translation>
    </message>
    <message>
        <source>Where the readings come from</source>
        <translation>读数来源</translation>
    </message>
</context>
<context>
    <name>TargetBridge</name>
    <message>
        <source>bundled target, pid %1</source>
        <translation>自带目标，pid %1</translation>
    </message>
    <message>
        <source>The bundled target did not start: %1</source>
        <translation>自带目标未能启动：%1</translation>
    </message>
    <message>
        <source>The bundled target %1.</source>
        <translation>自带目标 %1。</translation>
    </message>
    <message>
        <source>The fault was not switched: %1</source>
        <translation>故障未切换：%1</translation>
    </message>
</context>
<context>
    <name>Timeline</name>
    <message>
        <source>Throughput</source>
        <translation>吞吐量</translation>
    </message>
    <message>
        <source>Latency</source>
        <translation>延迟</translation>
    </message>
    <message>
        <source>done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>errors</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>planned</source>
        <translation>计划</translation>
    </message>
    <message>
        <source>service p50</source>
        <translation>服务 p50</translation>
    </message>
    <message>
        <source>service p99</source>
        <translation>服务 p99</translation>
    </message>
    <message>
        <source>response p50</source>
        <translation>响应 p50</translation>
    </message>
    <message>
        <source>response p99</source>
        <translation>响应 p99</translation>
    </message>
    <message>
        <source>%1 (requests/s)</source>
        <translation>%1（请求/秒）</translation>
    </message>
    <message>
        <source>%1 (ms)</source>
        <translation>%1（毫秒）</translation>
    </message>
    <message>
        <source>not explained by the load</source>
        <translation>负载不能解释的部分</translation>
    </message>
</context>
<context>
    <name>VerdictCard</name>
    <message>
        <source>so far</source>
        <translation>目前</translation>
    </message>
    <message>
        <source>A word said while the run goes may be withdrawn; the verdict comes at the end.</source>
        <translation>运行中的判断可能撤回；最终判定在结束时给出。</translation>
    </message>
    <message>
        <source>Show what grew</source>
        <translation>查看增长</translation>
    </message>
    <message>
        <source>Details…</source>
        <translation>详情…</translation>
    </message>
    <message>
        <source>The windows and gates behind this verdict</source>
        <translation>此判定背后的窗口和关卡</translation>
    </message>
    <message>
        <source>Details of %1</source>
        <translation>%1 的详情</translation>
    </message>
</context>
<context>
    <name>VerdictModel</name>
    <message>
        <source>Leak: %1</source>
        <translation>泄漏：%1</translation>
    </message>
    <message>
        <source>No signals were read</source>
        <translation>未读到信号</translation>
    </message>
    <message>
        <source>No leak named</source>
        <translation>未发现泄漏</translation>
    </message>
    <message>
        <source>Measuring</source>
        <translation>测量中</translation>
    </message>
</context>
<context>
    <name>VerdictPanel</name>
    <message>
        <source>Verdicts</source>
        <translation>判定</translation>
    </message>
</context>
</TS>
