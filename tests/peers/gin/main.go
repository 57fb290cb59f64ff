// A small Gin service, healthy or leaky in one known way, for the tests of the probe.
// Prints "listening on 127.0.0.1:PORT". GET /json works, GET /fail answers 500.
package main

import (
	_ "expvar" // publishes /debug/vars
	"flag"
	"fmt"
	"net"
	"net/http"
	_ "net/http/pprof" // publishes /debug/pprof/
	"runtime"
	"strings"

	"github.com/gin-gonic/gin"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

var (
	mode   = flag.String("mode", "healthy", modeNames())
	expose = flag.String("expose", "metrics,pprof,expvar", "what it shows of itself: these, heap (a metric alone), or none")
	port   = flag.Int("port", 0, "0: a free one")
)

// Gin can route all of /debug/ to one handler only: what is not shown is told apart there.
func debugPages(c *gin.Context) {
	path := c.Request.URL.Path
	page := "none"
	if strings.HasPrefix(path, "/debug/pprof/") {
		page = "pprof"
	} else if path == "/debug/vars" {
		page = "expvar"
	}
	if strings.Contains(*expose, page) && *expose != "none" {
		http.DefaultServeMux.ServeHTTP(c.Writer, c.Request)
	} else {
		c.Status(http.StatusNotFound)
	}
}

// The least that a service may show: how large its heap is.
func heapAlone(c *gin.Context) {
	var memory runtime.MemStats
	runtime.ReadMemStats(&memory)
	c.String(http.StatusOK, "go_memstats_heap_inuse_bytes %d\n", memory.HeapInuse)
}

func newRouter(serve gin.HandlerFunc) *gin.Engine {
	router := gin.New()
	router.GET("/json", serve)
	router.GET("/fail", serve)
	if strings.Contains(*expose, "metrics") {
		router.GET("/metrics", gin.WrapH(promhttp.Handler()))
	}
	if *expose == "heap" {
		router.GET("/metrics", heapAlone)
	}
	router.Any("/debug/*rest", debugPages)
	return router
}

func main() {
	flag.Parse()
	gin.SetMode(gin.ReleaseMode)
	serve, known := modes[*mode]
	if !known {
		panic("no mode " + *mode + "; there are " + modeNames())
	}
	listener, err := net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", *port))
	if err != nil {
		panic(err)
	}
	fmt.Printf("listening on %s\n", listener.Addr())
	panic(http.Serve(listener, newRouter(serve())))
}
