// A small service of the JDK's own HTTP server, healthy or leaky in one known way; no metrics, so it is read
// through /proc. Prints "listening on 127.0.0.1:PORT". Usage: java JavaService.java MODE   (healthy, threads)

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;

public class JavaService {
    public static void main(String[] arguments) throws Exception {
        final boolean leaky = arguments.length > 0 && arguments[0].equals("threads");
        final byte[] body = "{\"ok\":true}".getBytes(StandardCharsets.UTF_8);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newFixedThreadPool(4));
        server.createContext("/json", exchange -> {
            if (leaky) {
                Thread kept = new Thread(null, () -> { while (true) { LockSupport.park(); } }, "kept", 65536);
                kept.setDaemon(true);
                kept.start();
            }
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        System.out.println("listening on 127.0.0.1:" + server.getAddress().getPort());
        System.out.flush();
    }
}
