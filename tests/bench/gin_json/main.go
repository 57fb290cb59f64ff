// What leaktide-target is compared with: Gin answering the same small JSON document. scripts/bench_target builds it.
package main

import (
	"net/http"
	"os"

	"github.com/gin-gonic/gin"
)

func main() {
	gin.SetMode(gin.ReleaseMode)
	router := gin.New()
	router.Use(gin.Recovery())
	router.GET("/json", func(c *gin.Context) {
		c.JSON(200, gin.H{"message": "hello from leaktide-target", "ok": true})
	})
	panic(http.ListenAndServe(os.Args[1], router))
}
