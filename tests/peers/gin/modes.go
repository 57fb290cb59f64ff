// The ways in which the service behaves. Each makes the handler of its requests once, at the start.
package main

import (
	"net/http"
	"sort"
	"strings"
	"sync"
	"time"

	"github.com/gin-gonic/gin"
)

var modes = map[string]func() gin.HandlerFunc{
	"healthy":   healthy,
	"goroutine": keepGoroutines,
	"context":   keepContexts,
	"cache":     cacheWithoutLimit,
	"ring":      boundedRing,
	"warm-up":   warmUp,
	"garbage":   heavyGarbage,
	"backlog":   backlog,
	"linger":    linger,
	"time":      leakWithTime,
	"errors":    leakOnErrors,
}

func modeNames() string {
	names := []string{}
	for name := range modes {
		names = append(names, name)
	}
	sort.Strings(names)
	return strings.Join(names, ", ")
}

type item struct {
	ID   int      `json:"id"`
	Name string   `json:"name"`
	Tags []string `json:"tags"`
}

func answer(c *gin.Context) {
	if c.FullPath() == "/fail" {
		c.JSON(http.StatusInternalServerError, gin.H{"error": "out of luck"})
		return
	}
	items := make([]item, 10)
	for i := range items {
		items[i] = item{i, strings.Repeat("x", 20), []string{"a", "b"}}
	}
	c.JSON(http.StatusOK, items)
}

func healthy() gin.HandlerFunc { return answer }

// A worker that waits for a message that never comes.
func keepGoroutines() gin.HandlerFunc {
	never := make(chan struct{})
	return func(c *gin.Context) {
		go func() { <-never }()
		answer(c)
	}
}

// The classic: a goroutine that uses the context after its request, and never ends.
func keepContexts() gin.HandlerFunc {
	never := make(chan struct{})
	return func(c *gin.Context) {
		copied := c.Copy()
		go func() {
			<-never
			copied.Set("done", true)
		}()
		answer(c)
	}
}

func cacheWithoutLimit() gin.HandlerFunc {
	var mutex sync.Mutex
	kept := map[int][]byte{}
	return func(c *gin.Context) {
		mutex.Lock()
		kept[len(kept)] = make([]byte, 4096)
		mutex.Unlock()
		answer(c)
	}
}

// The last 2000 answers, 4 KiB each.
func boundedRing() gin.HandlerFunc {
	var mutex sync.Mutex
	ring := make([][]byte, 2000)
	next := 0
	return func(c *gin.Context) {
		mutex.Lock()
		ring[next] = make([]byte, 4096)
		next = (next + 1) % len(ring)
		mutex.Unlock()
		answer(c)
	}
}

// Each of 3000 things is read once and then kept: 8 KiB each, filled in random order of a fixed walk.
func warmUp() gin.HandlerFunc {
	const things = 3001
	var mutex sync.Mutex
	kept := map[int][]byte{}
	n := 0
	return func(c *gin.Context) {
		mutex.Lock()
		n++
		key := n * n % things
		if kept[key] == nil {
			kept[key] = make([]byte, 8192)
		}
		mutex.Unlock()
		answer(c)
	}
}

// 256 KiB a request that nobody keeps.
func heavyGarbage() gin.HandlerFunc {
	return func(c *gin.Context) {
		page := make([][]byte, 64)
		for i := range page {
			page[i] = make([]byte, 4096)
			page[i][0] = byte(i)
		}
		c.Set("page", page)
		answer(c)
	}
}

// Work that is put off, one goroutine and 64 KiB each, done at half the speed of 200 requests a second.
func backlog() gin.HandlerFunc {
	turns := make(chan struct{})
	go func() {
		for range time.Tick(10 * time.Millisecond) {
			turns <- struct{}{}
		}
	}()
	return func(c *gin.Context) {
		body := make([]byte, 65536)
		go func() {
			<-turns
			body[0] = 1
		}()
		answer(c)
	}
}

// Each request leaves a task that lives for two seconds, and holds 64 KiB until then.
func linger() gin.HandlerFunc {
	return func(c *gin.Context) {
		page := make([]byte, 65536)
		go func() {
			time.Sleep(2 * time.Second)
			page[0] = 1
		}()
		answer(c)
	}
}

// A timer of its own, whatever the requests do: 20 goroutines with 16 KiB each a second.
func leakWithTime() gin.HandlerFunc {
	never := make(chan []byte)
	go func() {
		for range time.Tick(50 * time.Millisecond) {
			page := make([]byte, 16384)
			go func() { never <- page }()
		}
	}()
	return answer
}

// The path of errors forgets to end what it began.
func leakOnErrors() gin.HandlerFunc {
	never := make(chan []byte)
	return func(c *gin.Context) {
		if c.FullPath() == "/fail" {
			page := make([]byte, 16384)
			go func() { never <- page }()
		}
		answer(c)
	}
}
