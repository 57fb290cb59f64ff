// A small Gin service, healthy or leaky in one known way, for the tests of the probe.
// Prints "listening on 127.0.0.1:PORT". Flags: -mode healthy|goroutine|cache|body|ticker, -every N.
package main

import (
	_ "expvar" // publishes /debug/vars
	"flag"
	"fmt"
	"net"
	"net/http"
	_ "net/http/pprof" // publishes /debug/pprof/
	"runtime"
	"sync"
	"sync/atomic"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

var (
	mode    = flag.String("mode", "healthy", "healthy, goroutine, cache, ticker")
	every   = flag.Uint64("every", 1, "leak on each N-th request")
	port    = flag.Int("port", 0, "0: a free one")
	served  uint64
	mutex   sync.Mutex
	cache   = map[uint64][]byte{}
	never   = make(chan struct{})
	bounded = map[uint64][]byte{}
)

func waitForever(c *gin.Context) {
	<-never
	c.String(200, "never")
}

func keepInCache(n uint64) {
	mutex.Lock()
	cache[n] = make([]byte, 4096)
	mutex.Unlock()
}

func keepBounded(n uint64) {
	mutex.Lock()
	bounded[n%512] = make([]byte, 4096)
	mutex.Unlock()
}

func answer(c *gin.Context) {
	n := atomic.AddUint64(&served, 1)
	if n%*every == 0 {
		switch *mode {
		case "goroutine":
			go waitForever(c)
		case "cache":
			keepInCache(n)
		case "ticker":
			time.NewTicker(time.Hour)
		}
	}
	keepBounded(n)
	c.JSON(200, gin.H{"served": n, "goroutines": runtime.NumGoroutine()})
}

func main() {
	flag.Parse()
	gin.SetMode(gin.ReleaseMode)
	router := gin.New()
	router.GET("/json", answer)
	router.GET("/metrics", gin.WrapH(promhttp.Handler()))
	router.Any("/debug/*rest", gin.WrapH(http.DefaultServeMux))
	listener, err := net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", *port))
	if err != nil {
		panic(err)
	}
	fmt.Printf("listening on %s\n", listener.Addr())
	panic(http.Serve(listener, router))
}
